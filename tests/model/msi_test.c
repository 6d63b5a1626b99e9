/*
 * tests/model/msi_test.c - what a message says, in both formats, and what is no
 * message at all.  [SDM3 10.11 "Message Signalled Interrupts"]
 */
#include <check.h>

#include "hw/lapic_regs.h"
#include "model/msi.h"

static struct lapic_message decode(uint64_t address, uint32_t data)
{
    struct msi_message m = {.address = address, .data = data};

    return msi_decode(&m);
}

static struct msi_request request(uint64_t address, uint32_t data)
{
    struct msi_message m = {.address = address, .data = data};

    return msi_request_of(&m);
}

START_TEST(format_is_the_address_s)
{
    static const struct {
        uint64_t address;
        enum msi_format format;
    } cases[] = {
        {0xfee00000, MSI_COMPATIBILITY},
        {0xfeeff00c, MSI_COMPATIBILITY},
        {0xfee00010, MSI_REMAPPABLE},
        {0xfeeffffc, MSI_REMAPPABLE},
        {0xfed00000, MSI_MEMORY},
        {0xfef00000, MSI_MEMORY},
        {UINT64_C(0x1fee00000), MSI_MEMORY},
        {0, MSI_MEMORY},
    };

    for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct msi_message m = {.address = cases[i].address};

        ck_assert_int_eq(msi_format_of(&m), cases[i].format);
    }
}
END_TEST

START_TEST(fields_of_the_compatibility_format)
{
    struct lapic_message m = decode(0xfee05000, 0x31);

    ck_assert(m.sent && m.is_assert && !m.is_level && !m.dest_logical);
    ck_assert_uint_eq(m.dest, 5);
    ck_assert_uint_eq(m.vector, 0x31);
    ck_assert_uint_eq(m.delivery_mode, LAPIC_DELIVERY_FIXED);
    m = decode(0xfee0300c, 0x4000 | 0x0100 | 0xa1);
    ck_assert(m.dest_logical);
    ck_assert_uint_eq(m.dest, 3);
    ck_assert_uint_eq(m.delivery_mode, LAPIC_DELIVERY_LOWEST);
    ck_assert_uint_eq(decode(0xfeeff000, 0x0400).delivery_mode,
                      LAPIC_DELIVERY_NMI);
    ck_assert_uint_eq(decode(0xfeeff000, 0).dest, 0xff);
}
END_TEST

START_TEST(assert_counts_for_level_only)
{
    ck_assert(decode(0xfee00000, 0x0031).is_assert);
    ck_assert(!decode(0xfee00000, 0x8031).is_assert);
    ck_assert(decode(0xfee00000, 0xc031).is_assert);
    ck_assert(decode(0xfee00000, 0xc031).is_level);
}
END_TEST

START_TEST(other_writes_send_nothing)
{
    ck_assert(!decode(0x3000, 0x31).sent);
    ck_assert(!decode(0xfee00010, 0x31).sent);
    ck_assert_uint_eq(request(0xfee05000, 7).index, 0);
    ck_assert(!request(0xfee05000, 7).has_subhandle);
}
END_TEST

START_TEST(handle_has_sixteen_bits)
{
    ck_assert_uint_eq(request(0xfee00010, 0).index, 0);
    ck_assert_uint_eq(request(0xfee00030, 0).index, 1);
    ck_assert_uint_eq(request(0xfeeffff0, 0).index, 0x7fff);
    ck_assert_uint_eq(request(0xfee00014, 0).index, 0x8000);
    ck_assert_uint_eq(request(0xfeeffff4, 0).index, 0xffff);
}
END_TEST

START_TEST(subhandle_counts_when_valid)
{
    ck_assert_uint_eq(request(0xfee000b0, 3).index, 5);
    ck_assert_uint_eq(request(0xfee000b8, 3).index, 8);
    ck_assert(request(0xfee000b8, 3).has_subhandle);
    ck_assert(!request(0xfee000b8, 3).is_reserved);
    ck_assert(request(0xfee000b8, 0x10003).is_reserved);
    ck_assert(!request(0xfee000b0, 0x10003).is_reserved);
    ck_assert_uint_eq(request(0xfeeffffc, 0xffff).index, 0x1fffe);
}
END_TEST

Suite *msi_suite(void)
{
    Suite *s = suite_create("msi");
    TCase *t = tcase_create("formats");

    tcase_add_test(t, format_is_the_address_s);
    tcase_add_test(t, fields_of_the_compatibility_format);
    tcase_add_test(t, assert_counts_for_level_only);
    tcase_add_test(t, other_writes_send_nothing);
    tcase_add_test(t, handle_has_sixteen_bits);
    tcase_add_test(t, subhandle_counts_when_valid);
    suite_add_tcase(s, t);
    return s;
}

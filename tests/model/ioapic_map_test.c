/*
 * tests/model/ioapic_map_test.c - the I/O APIC's registers: what each reads
 * after reset, keeps of a write, or answers where there is none.
 * [IOAPIC 3.1 "Memory Mapped Registers for Accessing IOAPIC Registers"]
 * [IOAPIC 3.2 "IOAPIC Registers"]
 */
#include "ioapic_case.h"

static struct ioapic fresh(void)
{
    struct ioapic io;

    ioapic_reset(&io, IOAPIC_PINS);
    case_holds(&io);
    return io;
}

START_TEST(window_is_the_register_selected)
{
    struct ioapic io = fresh();

    ioapic_write(&io, 0x00, 0x14);
    ck_assert_uint_eq(ioapic_read(&io, 0x00), 0x14);
    ioapic_write(&io, 0x10, 0x10031);
    ck_assert_uint_eq(ioapic_read(&io, 0x10), 0x10031);
    ioapic_write(&io, 0x00, 0x12);
    ck_assert_uint_eq(ioapic_read(&io, 0x10), 0x10000);
    ck_assert_uint_eq(io.rte[2], 0x10031);
}
END_TEST

START_TEST(only_eight_bits_select)
{
    struct ioapic io = fresh();

    ioapic_write(&io, 0x00, 0xffffff01);
    ck_assert_uint_eq(ioapic_read(&io, 0x00), 0x01);
    ck_assert_uint_eq(ioapic_read(&io, 0x10), 0x00170020);
}
END_TEST

/* Index, value after reset, value after all ones were written. */
static const struct {
    uint32_t index, reset, ones;
} plain[] = {
    {0x00, 0x00000000, 0x0f000000}, {0x01, 0x00170020, 0x00170020},
    {0x02, 0x00000000, 0x00000000}, {0x03, 0x00000000, 0x00000000},
    {0x0f, 0x00000000, 0x00000000}, {0x10, 0x00010000, 0x0001afff},
    {0x11, 0x00000000, 0xffff0000}, {0x3e, 0x00010000, 0x0001afff},
    {0x3f, 0x00000000, 0xffff0000}, {0x40, 0x00000000, 0x00000000},
    {0xff, 0x00000000, 0x00000000},
};

START_TEST(register_resets_and_keeps)
{
    struct ioapic io = fresh();

    ck_assert_uint_eq(case_read(&io, plain[_i].index), plain[_i].reset);
    case_write(&io, plain[_i].index, 0xffffffff);
    ck_assert_uint_eq(case_read(&io, plain[_i].index), plain[_i].ones);
}
END_TEST

START_TEST(every_entry_is_masked_after_reset)
{
    struct ioapic io = fresh();

    for (uint32_t pin = 0; pin < 24; pin++) {
        ck_assert_uint_eq(case_read(&io, 0x10 + 2 * pin), 0x00010000);
        ck_assert_uint_eq(case_read(&io, 0x11 + 2 * pin), 0);
    }
}
END_TEST

START_TEST(older_part_has_no_remappable_bits)
{
    struct ioapic io = fresh();

    io.version = 0x11;
    case_write(&io, 0x11, 0xffffffff);
    ck_assert_uint_eq(case_read(&io, 0x11), 0xff000000);
    ck_assert_uint_eq(case_read(&io, 0x01), 0x00170011);
}
END_TEST

START_TEST(arbitration_id_follows_id)
{
    struct ioapic io = fresh();

    case_write(&io, 0x00, 0x05000000);
    ck_assert_uint_eq(case_read(&io, 0x02), 0x05000000);
    case_write(&io, 0x02, 0x09000000);
    ck_assert_uint_eq(case_read(&io, 0x02), 0x05000000);
    ck_assert_uint_eq(case_read(&io, 0x00), 0x05000000);
}
END_TEST

START_TEST(halves_of_an_entry_are_separate)
{
    struct ioapic io = fresh();

    case_write(&io, 0x15, 0x03000000);
    case_write(&io, 0x14, 0x00018931);
    ck_assert_uint_eq(ioapic_entry(&io, 2), UINT64_C(0x0300000000018931));
    case_write(&io, 0x15, 0x0c000000);
    ck_assert_uint_eq(ioapic_entry(&io, 2), UINT64_C(0x0c00000000018931));
}
END_TEST

static const uint32_t absent[] = {0x04, 0x08, 0x20, 0x30, 0x40, 0x44, 0x100};

START_TEST(absent_offset_reads_0_and_keeps_nothing)
{
    struct ioapic io = fresh(), before = io;

    ck_assert_uint_eq(ioapic_read(&io, absent[_i]), 0);
    ioapic_write(&io, absent[_i], 0xffffffff);
    case_holds(&io);
    ck_assert_mem_eq(&io, &before, sizeof io);
}
END_TEST

START_TEST(pins_can_be_any_number_to_240)
{
    static const struct {
        unsigned asked, pins;
        uint32_t version;
    } size[] = {
        {0, 1, 0x00000020},     {1, 1, 0x00000020},     {16, 16, 0x000f0020},
        {120, 120, 0x00770020}, {240, 240, 0x00ef0020}, {241, 240, 0x00ef0020},
    };
    struct ioapic io;

    ioapic_reset(&io, size[_i].asked);
    case_holds(&io);
    ck_assert_uint_eq(io.pins, size[_i].pins);
    ck_assert_uint_eq(case_read(&io, 0x01), size[_i].version);
}
END_TEST

START_TEST(last_pin_of_240_can_be_programmed)
{
    struct ioapic io;

    ioapic_reset(&io, 240);
    case_write(&io, 0x10 + 2 * 239, CASE_EDGE);
    ck_assert_uint_eq(io.rte[239], CASE_EDGE);
    ck_assert_uint_eq(case_read(&io, 0x1ee), CASE_EDGE);
    ioapic_write(&io, 0x00, 0xffffffff);
    case_holds(&io);
}
END_TEST

START_TEST(index_of_120_pins_has_eight_bits)
{
    struct ioapic io;

    ioapic_reset(&io, 120);
    ioapic_write(&io, 0x00, 0x1fe);
    ck_assert_uint_eq(ioapic_read(&io, 0x00), 0xfe);
    ioapic_write(&io, 0x10, CASE_EDGE);
    ck_assert_uint_eq(io.rte[119], CASE_EDGE);
}
END_TEST

START_TEST(no_such_pin_is_no_harm)
{
    struct ioapic io = fresh(), before = io;

    ioapic_set_pin(&io, 24, true);
    ioapic_report(&io, 24, true);
    ck_assert(!ioapic_is_waiting(&io, 24));
    ck_assert(!ioapic_send(&io, 24).sent);
    ck_assert_uint_eq(ioapic_entry(&io, 24), 0);
    ck_assert_mem_eq(&io, &before, sizeof io);
}
END_TEST

Suite *ioapic_map_suite(void)
{
    Suite *suite = suite_create("ioapic_map");
    TCase *tc = tcase_create("registers");

    tcase_add_test(tc, window_is_the_register_selected);
    tcase_add_test(tc, only_eight_bits_select);
    tcase_add_loop_test(tc, register_resets_and_keeps, 0,
                        (int)(sizeof plain / sizeof plain[0]));
    tcase_add_test(tc, every_entry_is_masked_after_reset);
    tcase_add_test(tc, older_part_has_no_remappable_bits);
    tcase_add_test(tc, arbitration_id_follows_id);
    tcase_add_test(tc, halves_of_an_entry_are_separate);
    tcase_add_loop_test(tc, absent_offset_reads_0_and_keeps_nothing, 0,
                        (int)(sizeof absent / sizeof absent[0]));
    tcase_add_loop_test(tc, pins_can_be_any_number_to_240, 0, 6);
    tcase_add_test(tc, last_pin_of_240_can_be_programmed);
    tcase_add_test(tc, index_of_120_pins_has_eight_bits);
    tcase_add_test(tc, no_such_pin_is_no_harm);
    suite_add_tcase(suite, tc);
    return suite;
}

/*
 * tests/model/lapic_map_test.c - the local APIC's register map: what each
 * offset reads after reset, keeps of a write, or answers when it is none.
 * [SDM3 10.4.1 "The Local APIC Block Diagram"], table 10-1;
 * [SDM3 10.4.7 "Local APIC State"]
 */
#include "lapic_case.h"

/* Offset, value after reset, value after all ones were written to it. */
static const struct {
    uint32_t offset, reset, ones;
} plain[] = {
    {0x020, 0x05000000, 0x05000000}, {0x030, 0x01060015, 0x01060015},
    {0x080, 0x00000000, 0x000000ff}, {0x090, 0x00000000, 0x00000000},
    {0x0a0, 0x00000000, 0x00000000}, {0x0c0, 0x00000000, 0x00000000},
    {0x0d0, 0x00000000, 0xff000000}, {0x0e0, 0xffffffff, 0xffffffff},
    {0x0f0, 0x000000ff, 0x000013ff}, {0x280, 0x00000000, 0x00000000},
    {0x310, 0x00000000, 0xff000000}, {0x380, 0x00000000, 0xffffffff},
    {0x3e0, 0x00000000, 0x0000000b},
};

START_TEST(register_resets_and_keeps)
{
    struct lapic l;

    lapic_reset(&l, 5);
    ck_assert_uint_eq(lapic_read(&l, plain[_i].offset, 0), plain[_i].reset);
    case_write(&l, plain[_i].offset, 0xffffffff);
    ck_assert_uint_eq(lapic_read(&l, plain[_i].offset, 0), plain[_i].ones);
    ck_assert_uint_eq(case_esr(&l), 0);
}
END_TEST

START_TEST(current_count_ignores_writes)
{
    struct lapic l = case_enabled();

    case_write(&l, LAPIC_TIMER_ICR, 100);
    case_write(&l, LAPIC_TIMER_CCR, 7);
    ck_assert_uint_eq(lapic_read(&l, 0x390, 0), 100);
    ck_assert_uint_eq(case_esr(&l), 0);
}
END_TEST

START_TEST(dfr_keeps_its_low_bits_set)
{
    struct lapic l = case_enabled();

    case_write(&l, LAPIC_DFR, 0);
    ck_assert_uint_eq(lapic_read(&l, 0x0e0, 0), 0x0fffffff);
}
END_TEST

START_TEST(bitmap_words_ignore_writes)
{
    struct lapic l = case_enabled();
    uint32_t offset = (uint32_t)_i * 0x10;

    case_write(&l, offset, 0xffffffff);
    ck_assert_uint_eq(lapic_read(&l, offset, 0), 0);
    ck_assert_uint_eq(case_esr(&l), 0);
}
END_TEST

START_TEST(bitmap_words_show_each_vector)
{
    struct lapic l = case_enabled();
    uint32_t word = (uint32_t)_i / 32 * 0x10;
    uint32_t bit = 1u << _i % 32;

    lapic_accept(&l, (uint8_t)_i, true);
    ck_assert_uint_eq(lapic_read(&l, 0x200 + word, 0), bit);
    ck_assert_uint_eq(lapic_read(&l, 0x180 + word, 0), bit);
    ck_assert_uint_eq(lapic_read(&l, 0x100 + word, 0), 0);
    lapic_acknowledge(&l);
    ck_assert_uint_eq(lapic_read(&l, 0x200 + word, 0), 0);
    ck_assert_uint_eq(lapic_read(&l, 0x100 + word, 0), bit);
}
END_TEST

START_TEST(eoi_register_reads_zero_without_error)
{
    struct lapic l = case_enabled();

    case_enter(&l, 0x51);
    ck_assert_uint_eq(lapic_read(&l, 0x0b0, 0), 0);
    ck_assert(lapic_test_isr(&l, 0x51));
    ck_assert_uint_eq(case_esr(&l), 0);
}
END_TEST

static const uint32_t reserved[] = {
    0x000, 0x010, 0x040, 0x050, 0x060, 0x070, 0x290, 0x2a0, 0x2b0, 0x2c0, 0x2d0,
    0x2e0, 0x3a0, 0x3b0, 0x3c0, 0x3d0, 0x3f0, 0x400, 0x084, 0x104, 0x328, 0xff0,
};

START_TEST(reserved_offset_read_is_an_error)
{
    struct lapic l = case_enabled();

    ck_assert_uint_eq(lapic_read(&l, reserved[_i], 0), 0);
    case_holds(&l);
    ck_assert_uint_eq(case_esr(&l), 0x80);
}
END_TEST

START_TEST(reserved_offset_write_is_an_error)
{
    struct lapic l = case_enabled();
    struct lapic_output out = case_write(&l, reserved[_i], 0x51);

    ck_assert(!out.message.sent);
    ck_assert_int_eq(out.eoi.vector, LAPIC_NO_VECTOR);
    ck_assert_uint_eq(case_esr(&l), 0x80);
}
END_TEST

START_TEST(suppression_needs_the_version_bit)
{
    struct lapic l = case_enabled();

    l.version = 0x00050014;
    case_write(&l, LAPIC_SVR, 0x11ff);
    ck_assert_uint_eq(lapic_read(&l, 0x0f0, 0), 0x1ff);
}
END_TEST

START_TEST(init_resets_all_but_the_id)
{
    struct lapic l;

    lapic_reset(&l, 5);
    l.version = 0x00050014;
    case_write(&l, LAPIC_SVR, CASE_SVR);
    case_write(&l, LAPIC_TPR, 0x20);
    case_write(&l, LAPIC_LVT_TIMER, 0x20040);
    case_write(&l, LAPIC_TIMER_ICR, 100);
    case_enter(&l, 0x51);
    case_raise(&l, 0x61);
    lapic_init_reset(&l);
    case_holds(&l);
    ck_assert_uint_eq(lapic_read(&l, 0x020, 0), 0x05000000);
    ck_assert_uint_eq(lapic_read(&l, 0x030, 0), 0x00050014);
    ck_assert_uint_eq(lapic_read(&l, 0x080, 0), 0);
    ck_assert_uint_eq(lapic_read(&l, 0x0f0, 0), 0xff);
    ck_assert_uint_eq(lapic_read(&l, 0x320, 0), 0x10000);
    ck_assert_int_eq(lapic_irrv(&l) | lapic_isrv(&l), 0);
    ck_assert(lapic_timer_next(&l) == LAPIC_NEVER);
}
END_TEST

Suite *lapic_map_suite(void)
{
    Suite *suite = suite_create("lapic_map");
    TCase *tc = tcase_create("register map");
    int plain_count = (int)(sizeof plain / sizeof plain[0]);
    int reserved_count = (int)(sizeof reserved / sizeof reserved[0]);

    tcase_add_loop_test(tc, register_resets_and_keeps, 0, plain_count);
    tcase_add_test(tc, current_count_ignores_writes);
    tcase_add_test(tc, dfr_keeps_its_low_bits_set);
    tcase_add_loop_test(tc, bitmap_words_ignore_writes, 0x10, 0x28);
    tcase_add_loop_test(tc, bitmap_words_show_each_vector, 16, 256);
    tcase_add_test(tc, eoi_register_reads_zero_without_error);
    tcase_add_loop_test(tc, reserved_offset_read_is_an_error, 0,
                        reserved_count);
    tcase_add_loop_test(tc, reserved_offset_write_is_an_error, 0,
                        reserved_count);
    tcase_add_test(tc, suppression_needs_the_version_bit);
    tcase_add_test(tc, init_resets_all_but_the_id);
    suite_add_tcase(suite, tc);
    return suite;
}

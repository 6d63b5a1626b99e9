/*
 * tests/model/i8259_icw_test.c - initialising one 8259A.
 *
 * One claim for each row of the data sheet's ICW1..ICW4 tables and for each
 * thing that ICW1 resets, with numbers made by hand (not taken from
 * hw/i8259_regs.h).  Operation words are i8259_ocw_test.c.
 */
#include "i8259_case.h"

START_TEST(reset_is_masked)
{
    i8259_reset(&pic);
    ck_assert_uint_eq(i8259_read(&pic, DATA), 0xff);
    ck_assert(!i8259_set_line(&pic, 0, true));
}
END_TEST

START_TEST(icw1_cascade_expects_icw3)
{
    command(0x11);
    i8259_write(&pic, DATA, 0x20);
    ck_assert_int_eq(pic.state, I8259_ICW3);
    i8259_write(&pic, DATA, 0x04);
    ck_assert_int_eq(pic.state, I8259_ICW4);
    i8259_write(&pic, DATA, 0x01);
    ck_assert_int_eq(pic.state, I8259_READY);
    ck_assert_uint_eq(pic.icw3, 0x04);
}
END_TEST

START_TEST(icw1_single_skips_icw3)
{
    command(0x13);
    i8259_write(&pic, DATA, 0x20);
    ck_assert_int_eq(pic.state, I8259_ICW4);
}
END_TEST

START_TEST(icw1_without_ic4_skips_icw4)
{
    command(0x10);
    i8259_write(&pic, DATA, 0x20);
    i8259_write(&pic, DATA, 0x04);
    ck_assert_int_eq(pic.state, I8259_READY);
}
END_TEST

START_TEST(icw1_single_without_ic4_needs_icw2_only)
{
    command(0x12);
    i8259_write(&pic, DATA, 0x20);
    ck_assert_int_eq(pic.state, I8259_READY);
}
END_TEST

START_TEST(icw1_ignores_8080_bits)
{
    start(0xf7, 0x01);
    i8259_set_line(&pic, 3, true);
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x43);
}
END_TEST

START_TEST(icw1_opens_all_lines)
{
    i8259_write(&pic, DATA, 0xff);
    start(0x13, 0x01);
    ck_assert_uint_eq(i8259_read(&pic, DATA), 0x00);
}
END_TEST

START_TEST(icw1_drops_edges)
{
    i8259_set_line(&pic, 4, true);
    command(0x13);
    ck_assert_uint_eq(i8259_irr(&pic), 0x00);
    ck_assert(!i8259_set_line(&pic, 4, true)); /* high already: no edge */
}
END_TEST

START_TEST(icw1_clears_in_service)
{
    serve(5);
    command(0x13);
    ck_assert_uint_eq(pic.isr, 0x00);
}
END_TEST

START_TEST(icw1_makes_line_7_lowest)
{
    command(0xc3);
    command(0x13);
    ck_assert_uint_eq(pic.lowest, 7);
}
END_TEST

START_TEST(icw1_ends_special_mask_mode)
{
    command(0x68);
    command(0x13);
    ck_assert(!pic.special_mask);
}
END_TEST

START_TEST(icw1_selects_irr)
{
    serve(0);
    command(0x0b);
    start(0x13, 0x01);
    i8259_set_line(&pic, 6, true);
    ck_assert_uint_eq(i8259_read(&pic, COMMAND), 0x40);
}
END_TEST

START_TEST(icw1_ends_poll)
{
    command(0x0c);
    command(0x13);
    ck_assert(!pic.poll);
}
END_TEST

START_TEST(icw1_forgets_withdrawn_request)
{
    i8259_set_line(&pic, 2, true);
    ck_assert(i8259_set_line(&pic, 2, false));
    ck_assert(!i8259_write(&pic, COMMAND, 0x13));
}
END_TEST

START_TEST(icw1_without_ic4_ends_icw4_functions)
{
    start(0x13, 0x1f);
    command(0x80);
    command(0x12);
    ck_assert(!pic.aeoi && !pic.rotate_aeoi && !pic.sfnm && !pic.buffered);
}
END_TEST

START_TEST(icw1_with_ic4_keeps_rotate_in_aeoi)
{
    command(0x80);
    command(0x13);
    ck_assert(pic.rotate_aeoi);
}
END_TEST

START_TEST(icw1_silences_int_until_ready)
{
    command(0x13);
    ck_assert(!i8259_set_line(&pic, 1, true));
    ck_assert(!i8259_write(&pic, DATA, 0x40));
    ck_assert(i8259_write(&pic, DATA, 0x01));
}
END_TEST

START_TEST(icw2_low_bits_are_the_line)
{
    command(0x13);
    i8259_write(&pic, DATA, 0x6f);
    i8259_write(&pic, DATA, 0x01);
    i8259_set_line(&pic, 2, true);
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x6a);
}
END_TEST

START_TEST(icw4_fields)
{
    start(0x13, 0x11);
    ck_assert(pic.sfnm && !pic.buffered && !pic.buffered_master && !pic.aeoi);
    start(0x13, 0x09);
    ck_assert(!pic.sfnm && pic.buffered && !pic.buffered_master && !pic.aeoi);
    start(0x13, 0x0d);
    ck_assert(pic.buffered && pic.buffered_master);
    start(0x13, 0x03);
    ck_assert(!pic.sfnm && pic.aeoi);
}
END_TEST

START_TEST(icw1_restarts_an_unfinished_sequence)
{
    command(0x11);
    i8259_write(&pic, DATA, 0x20);
    start(0x13, 0x01);
    ck_assert_int_eq(pic.state, I8259_READY);
    ck_assert_uint_eq(pic.base, 0x40);
}
END_TEST

START_TEST(operation_word_does_not_disturb_the_sequence)
{
    command(0x13);
    command(0x0b);
    i8259_write(&pic, DATA, 0x58);
    ck_assert_uint_eq(pic.base, 0x58);
}
END_TEST

Suite *i8259_icw_suite(void);

Suite *i8259_icw_suite(void)
{
    Suite *suite = suite_create("i8259_icw");
    TCase *tcase = tcase_create("i8259_icw");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, reset_is_masked);
    tcase_add_test(tcase, icw1_cascade_expects_icw3);
    tcase_add_test(tcase, icw1_single_skips_icw3);
    tcase_add_test(tcase, icw1_without_ic4_skips_icw4);
    tcase_add_test(tcase, icw1_single_without_ic4_needs_icw2_only);
    tcase_add_test(tcase, icw1_ignores_8080_bits);
    tcase_add_test(tcase, icw1_opens_all_lines);
    tcase_add_test(tcase, icw1_drops_edges);
    tcase_add_test(tcase, icw1_clears_in_service);
    tcase_add_test(tcase, icw1_makes_line_7_lowest);
    tcase_add_test(tcase, icw1_ends_special_mask_mode);
    tcase_add_test(tcase, icw1_selects_irr);
    tcase_add_test(tcase, icw1_ends_poll);
    tcase_add_test(tcase, icw1_forgets_withdrawn_request);
    tcase_add_test(tcase, icw1_without_ic4_ends_icw4_functions);
    tcase_add_test(tcase, icw1_with_ic4_keeps_rotate_in_aeoi);
    tcase_add_test(tcase, icw1_silences_int_until_ready);
    tcase_add_test(tcase, icw2_low_bits_are_the_line);
    tcase_add_test(tcase, icw4_fields);
    tcase_add_test(tcase, icw1_restarts_an_unfinished_sequence);
    tcase_add_test(tcase, operation_word_does_not_disturb_the_sequence);
    suite_add_tcase(suite, tcase);
    return suite;
}

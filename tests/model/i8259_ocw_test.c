/*
 * tests/model/i8259_ocw_test.c - operating one 8259A.
 *
 * One claim for each row of the data sheet's OCW1..OCW3 tables, with numbers
 * made by hand (not taken from hw/i8259_regs.h).  Initialisation is
 * i8259_icw_test.c, the way from pin to vector i8259_machine_test.c.
 */
#include "i8259_case.h"

/* ---- OCW1 -------------------------------------------------------------- */

START_TEST(ocw1_is_read_back)
{
    i8259_write(&pic, DATA, 0xa5);
    ck_assert_uint_eq(i8259_read(&pic, DATA), 0xa5);
}
END_TEST

START_TEST(ocw1_masks_and_keeps_irr)
{
    i8259_set_line(&pic, 3, true);
    ck_assert(!i8259_write(&pic, DATA, 0x08));
    ck_assert_uint_eq(i8259_irr(&pic), 0x08);
    ck_assert(i8259_write(&pic, DATA, 0x00));
}
END_TEST

START_TEST(ocw1_latches_while_masked)
{
    i8259_write(&pic, DATA, 0xff);
    ck_assert(!i8259_set_line(&pic, 6, true));
    ck_assert_uint_eq(i8259_irr(&pic), 0x40);
}
END_TEST

START_TEST(ocw1_forgets_withdrawn_request)
{
    i8259_set_line(&pic, 2, true);
    ck_assert(i8259_set_line(&pic, 2, false));
    ck_assert(!i8259_write(&pic, DATA, 0x04));
}
END_TEST

/* ---- OCW2 -------------------------------------------------------------- */

START_TEST(eoi_ends_the_best_level)
{
    serve(5);
    serve(2);
    command(0x20);
    ck_assert_uint_eq(pic.isr, 0x20);
    command(0x20);
    ck_assert_uint_eq(pic.isr, 0x00);
}
END_TEST

START_TEST(eoi_follows_rotated_priority)
{
    serve(5);
    serve(2);
    command(0xc3); /* 4 is the top: 5 is better than 2 */
    command(0x20);
    ck_assert_uint_eq(pic.isr, 0x04);
}
END_TEST

START_TEST(eoi_with_nothing_in_service_does_nothing)
{
    command(0x20);
    command(0xa0);
    ck_assert_uint_eq(pic.isr, 0x00);
    ck_assert_uint_eq(pic.lowest, 7);
}
END_TEST

START_TEST(eoi_skips_masked_levels_in_special_mask_mode)
{
    serve(5);
    serve(2);
    i8259_write(&pic, DATA, 0x04);
    command(0x68);
    command(0x20);
    ck_assert_uint_eq(pic.isr, 0x04);
}
END_TEST

START_TEST(specific_eoi_ends_its_level)
{
    serve(5);
    serve(2);
    command(0x65);
    ck_assert_uint_eq(pic.isr, 0x04);
    ck_assert_uint_eq(pic.lowest, 7);
}
END_TEST

START_TEST(eoi_forgets_withdrawn_request)
{
    static const uint8_t eoi[] = {0x20, 0x64, 0xa0, 0xe4};

    for (unsigned i = 0; i < sizeof eoi; i++) {
        i8259_set_line(&pic, 2, true);
        ck_assert(i8259_set_line(&pic, 2, false));
        ck_assert(!i8259_write(&pic, COMMAND, eoi[i]));
    }
}
END_TEST

START_TEST(rotating_eoi_makes_the_ended_level_lowest)
{
    serve(5);
    serve(2);
    command(0xa0);
    ck_assert_uint_eq(pic.isr, 0x20);
    ck_assert_uint_eq(pic.lowest, 2);
}
END_TEST

START_TEST(rotating_specific_eoi_makes_its_level_lowest)
{
    serve(5);
    serve(2);
    command(0xe5);
    ck_assert_uint_eq(pic.isr, 0x04);
    ck_assert_uint_eq(pic.lowest, 5);
}
END_TEST

START_TEST(set_priority_is_no_eoi)
{
    serve(5);
    command(0xc3);
    ck_assert_uint_eq(pic.isr, 0x20);
    ck_assert_uint_eq(pic.lowest, 3);
}
END_TEST

START_TEST(rotate_in_aeoi_on_and_off)
{
    command(0x80);
    ck_assert(pic.rotate_aeoi);
    command(0x00);
    ck_assert(!pic.rotate_aeoi);
}
END_TEST

START_TEST(no_operation_does_nothing)
{
    serve(5);
    command(0x45);
    ck_assert_uint_eq(pic.isr, 0x20);
    ck_assert_uint_eq(pic.lowest, 7);
}
END_TEST

/* ---- OCW3 -------------------------------------------------------------- */

START_TEST(ocw3_selects_and_sticks)
{
    serve(5);
    i8259_set_line(&pic, 6, true);
    command(0x0b);
    ck_assert_uint_eq(i8259_read(&pic, COMMAND), 0x20);
    ck_assert_uint_eq(i8259_read(&pic, COMMAND), 0x20);
    command(0x0a);
    ck_assert_uint_eq(i8259_read(&pic, COMMAND), 0x40);
}
END_TEST

START_TEST(ocw3_without_rr_keeps_the_selection)
{
    serve(5);
    command(0x0b);
    command(0x08);
    command(0x09);
    ck_assert_uint_eq(i8259_read(&pic, COMMAND), 0x20);
}
END_TEST

START_TEST(ocw3_special_mask_mode_needs_esmm)
{
    command(0x28);
    ck_assert(!pic.special_mask);
    command(0x68);
    ck_assert(pic.special_mask);
    command(0x08);
    ck_assert(pic.special_mask);
    command(0x48);
    ck_assert(!pic.special_mask);
}
END_TEST

START_TEST(special_mask_forgets_withdrawn_request)
{
    i8259_set_line(&pic, 2, true);
    ck_assert(i8259_set_line(&pic, 2, false));
    ck_assert(!i8259_write(&pic, COMMAND, 0x68));
}
END_TEST

START_TEST(other_words_remember_withdrawn_request)
{
    static const uint8_t word[] = {0x00, 0x40, 0x80, 0xc7, 0x08, 0x0a, 0x0b};

    i8259_set_line(&pic, 2, true);
    i8259_set_line(&pic, 2, false);
    for (unsigned i = 0; i < sizeof word; i++)
        ck_assert(i8259_write(&pic, COMMAND, word[i]));
}
END_TEST

START_TEST(poll_reads_and_acknowledges)
{
    i8259_set_line(&pic, 0, true);
    command(0x0c);
    ck_assert_uint_eq(i8259_read(&pic, COMMAND), 0x80);
    ck_assert_uint_eq(pic.isr, 0x01);
    ck_assert_uint_eq(i8259_irr(&pic), 0x00);
}
END_TEST

START_TEST(poll_gives_the_best_level)
{
    i8259_set_line(&pic, 6, true);
    i8259_set_line(&pic, 3, true);
    command(0x0c);
    ck_assert_uint_eq(i8259_read(&pic, COMMAND), 0x83);
}
END_TEST

START_TEST(poll_of_nothing_is_zero)
{
    command(0x0c);
    ck_assert_uint_eq(i8259_read(&pic, COMMAND), 0x00);
    ck_assert_uint_eq(pic.isr, 0x00);
}
END_TEST

START_TEST(poll_holds_for_one_read)
{
    command(0x0c);
    i8259_read(&pic, COMMAND);
    i8259_set_line(&pic, 4, true);
    ck_assert_uint_eq(i8259_read(&pic, COMMAND), 0x10);
    ck_assert_uint_eq(pic.isr, 0x00);
}
END_TEST

START_TEST(poll_leaves_the_data_port_alone)
{
    i8259_write(&pic, DATA, 0x81);
    command(0x0c);
    ck_assert_uint_eq(i8259_read(&pic, DATA), 0x81);
    ck_assert(pic.poll);
}
END_TEST

START_TEST(poll_is_withdrawn_by_another_ocw3)
{
    i8259_set_line(&pic, 0, true);
    command(0x0c);
    command(0x0b);
    ck_assert_uint_eq(i8259_read(&pic, COMMAND), 0x00);
    ck_assert(i8259_int(&pic));
}
END_TEST

START_TEST(poll_forgets_withdrawn_request)
{
    i8259_set_line(&pic, 4, true);
    i8259_set_line(&pic, 4, false);
    command(0x0c);
    ck_assert_uint_eq(i8259_read(&pic, COMMAND), 0x00);
    ck_assert(!i8259_int(&pic));
}
END_TEST
Suite *i8259_ocw_suite(void);

Suite *i8259_ocw_suite(void)
{
    Suite *suite = suite_create("i8259_ocw");
    TCase *tcase = tcase_create("i8259_ocw");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, ocw1_is_read_back);
    tcase_add_test(tcase, ocw1_masks_and_keeps_irr);
    tcase_add_test(tcase, ocw1_latches_while_masked);
    tcase_add_test(tcase, ocw1_forgets_withdrawn_request);
    tcase_add_test(tcase, eoi_ends_the_best_level);
    tcase_add_test(tcase, eoi_follows_rotated_priority);
    tcase_add_test(tcase, eoi_with_nothing_in_service_does_nothing);
    tcase_add_test(tcase, eoi_skips_masked_levels_in_special_mask_mode);
    tcase_add_test(tcase, specific_eoi_ends_its_level);
    tcase_add_test(tcase, eoi_forgets_withdrawn_request);
    tcase_add_test(tcase, rotating_eoi_makes_the_ended_level_lowest);
    tcase_add_test(tcase, rotating_specific_eoi_makes_its_level_lowest);
    tcase_add_test(tcase, set_priority_is_no_eoi);
    tcase_add_test(tcase, rotate_in_aeoi_on_and_off);
    tcase_add_test(tcase, no_operation_does_nothing);
    tcase_add_test(tcase, ocw3_selects_and_sticks);
    tcase_add_test(tcase, ocw3_without_rr_keeps_the_selection);
    tcase_add_test(tcase, ocw3_special_mask_mode_needs_esmm);
    tcase_add_test(tcase, special_mask_forgets_withdrawn_request);
    tcase_add_test(tcase, other_words_remember_withdrawn_request);
    tcase_add_test(tcase, poll_reads_and_acknowledges);
    tcase_add_test(tcase, poll_gives_the_best_level);
    tcase_add_test(tcase, poll_of_nothing_is_zero);
    tcase_add_test(tcase, poll_holds_for_one_read);
    tcase_add_test(tcase, poll_leaves_the_data_port_alone);
    tcase_add_test(tcase, poll_is_withdrawn_by_another_ocw3);
    tcase_add_test(tcase, poll_forgets_withdrawn_request);
    suite_add_tcase(suite, tcase);
    return suite;
}

/*
 * tests/model/i8259_modes_test.c - the modes that bend the 8259A's rules.
 *
 * One claim for each: special mask, special fully nested, buffered, single,
 * automatic EOI, rotation in it.  Numbers are made by hand.  The plain rules
 * are i8259_machine_test.c.
 */
#include "i8259_case.h"

/* A master with a slave on IR2. */
static void start_cascade(uint8_t icw4)
{
    i8259_reset(&pic);
    i8259_write(&pic, COMMAND, 0x11);
    i8259_write(&pic, DATA, 0x40);
    i8259_write(&pic, DATA, 0x04);
    i8259_write(&pic, DATA, icw4);
}

START_TEST(special_mask_lets_all_other_levels_nest)
{
    serve(0);
    i8259_write(&pic, DATA, 0x01);
    command(0x68);
    for (unsigned line = 7; line >= 1; line--) {
        ck_assert(raise_line(line));
        ck_assert_uint_eq(i8259_acknowledge(&pic), 0x40 + line);
    }
    ck_assert(!raise_line(0));
    ck_assert_uint_eq(pic.isr, 0xff);
}
END_TEST

START_TEST(special_mask_leaves_unmasked_levels_in_service)
{
    serve(3);
    command(0x68);
    ck_assert(!raise_line(5));
    ck_assert(!raise_line(3));
}
END_TEST

START_TEST(slave_level_locks_itself_out_without_sfnm)
{
    start_cascade(0x01);
    serve(2);
    ck_assert(!raise_line(2));
}
END_TEST

START_TEST(sfnm_lets_a_slave_level_nest)
{
    start_cascade(0x11);
    serve(2);
    ck_assert(raise_line(2));
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x42);
    ck_assert_uint_eq(pic.isr, 0x04);
}
END_TEST

START_TEST(sfnm_still_blocks_worse_levels)
{
    start_cascade(0x11);
    serve(2);
    ck_assert(!raise_line(3));
}
END_TEST

START_TEST(sfnm_is_for_slave_levels_only)
{
    start_cascade(0x11);
    serve(3);
    ck_assert(!raise_line(3));
}
END_TEST

START_TEST(sfnm_is_for_masters_only)
{
    start_cascade(0x11);
    pic.master_pin = false;
    serve(2);
    ck_assert(!raise_line(2));
}
END_TEST

START_TEST(buffered_mode_tells_master_by_icw4)
{
    start_cascade(0x0d);
    pic.master_pin = false;
    ck_assert(i8259_has_slave(&pic, 2));
    start_cascade(0x09);
    ck_assert(!i8259_has_slave(&pic, 2));
}
END_TEST

START_TEST(single_chip_has_no_slaves)
{
    pic.icw3 = 0xff;
    ck_assert(!i8259_has_slave(&pic, 2));
}
END_TEST

START_TEST(aeoi_leaves_nothing_in_service)
{
    start(0x13, 0x03);
    raise_line(4);
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x44);
    ck_assert_uint_eq(pic.isr, 0x00);
    ck_assert_uint_eq(pic.lowest, 7);
    ck_assert(raise_line(5));
}
END_TEST

START_TEST(rotating_aeoi_takes_turns)
{
    start(0x13, 0x03);
    command(0x80);
    raise_line(4);
    raise_line(1);
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x41);
    ck_assert_uint_eq(pic.lowest, 1);
    raise_line(0);
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x44);
}
END_TEST

START_TEST(rotate_in_aeoi_without_aeoi_does_nothing)
{
    command(0x80);
    serve(4);
    ck_assert_uint_eq(pic.lowest, 7);
}
END_TEST

Suite *i8259_modes_suite(void);

Suite *i8259_modes_suite(void)
{
    Suite *suite = suite_create("i8259_modes");
    TCase *tcase = tcase_create("i8259_modes");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, special_mask_lets_all_other_levels_nest);
    tcase_add_test(tcase, special_mask_leaves_unmasked_levels_in_service);
    tcase_add_test(tcase, slave_level_locks_itself_out_without_sfnm);
    tcase_add_test(tcase, sfnm_lets_a_slave_level_nest);
    tcase_add_test(tcase, sfnm_still_blocks_worse_levels);
    tcase_add_test(tcase, sfnm_is_for_slave_levels_only);
    tcase_add_test(tcase, sfnm_is_for_masters_only);
    tcase_add_test(tcase, buffered_mode_tells_master_by_icw4);
    tcase_add_test(tcase, single_chip_has_no_slaves);
    tcase_add_test(tcase, aeoi_leaves_nothing_in_service);
    tcase_add_test(tcase, rotating_aeoi_takes_turns);
    tcase_add_test(tcase, rotate_in_aeoi_without_aeoi_does_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}

/*
 * tests/model/i8259_machine_test.c - from the pins of one 8259A to a vector.
 *
 * One claim for each row of the state machine: sensing, resolver, INTA, the
 * spurious interrupt, the invariants.  Numbers are made by hand.  The modes
 * that bend these rules are i8259_modes_test.c.
 */
#include "i8259_case.h"

START_TEST(rising_edge_requests)
{
    ck_assert(raise_line(4));
    ck_assert_uint_eq(i8259_irr(&pic), 0x10);
}
END_TEST

START_TEST(edge_requests_once)
{
    raise_line(4);
    i8259_acknowledge(&pic);
    command(0x20);
    ck_assert(!i8259_int(&pic));
    ck_assert(!raise_line(4));
    ck_assert(!lower_line(4));
    ck_assert(raise_line(4));
}
END_TEST

START_TEST(edge_withdrawn_is_no_request)
{
    raise_line(4);
    lower_line(4);
    ck_assert_uint_eq(i8259_irr(&pic), 0x00);
}
END_TEST

START_TEST(level_requests_while_high)
{
    start(0x1b, 0x01);
    ck_assert(raise_line(4));
    i8259_acknowledge(&pic);
    ck_assert_uint_eq(i8259_irr(&pic), 0x10);
    ck_assert(!i8259_int(&pic)); /* in service: not above itself */
    ck_assert(i8259_write(&pic, COMMAND, 0x20));
    i8259_acknowledge(&pic);
    lower_line(4);
    ck_assert_uint_eq(i8259_irr(&pic), 0x00);
}
END_TEST

START_TEST(level_line_survives_icw1)
{
    raise_line(4);
    start(0x1b, 0x01);
    raise_line(4);
    command(0x1b);
    ck_assert_uint_eq(i8259_irr(&pic), 0x10);
}
END_TEST

START_TEST(elcr_makes_ltim_count_for_nothing)
{
    pic.elcr_usable = 0xf8;
    command(0x1b);
    ck_assert_uint_eq(pic.edge, 0x00);
    raise_line(4);
    command(0x13);
    ck_assert_uint_eq(i8259_irr(&pic), 0x00); /* an edge line: dropped */
}
END_TEST

START_TEST(elcr_chooses_level_lines)
{
    pic.elcr_usable = 0xf8;
    ck_assert(!i8259_write_elcr(&pic, 0xff));
    ck_assert_uint_eq(pic.elcr, 0xf8);
    raise_line(0);
    raise_line(3);
    i8259_acknowledge(&pic);
    command(0x20);
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x43);
    command(0x20);
    ck_assert_uint_eq(i8259_irr(&pic), 0x08);
}
END_TEST

START_TEST(elcr_makes_a_served_high_line_request_again)
{
    pic.elcr_usable = 0xf8;
    raise_line(5);
    i8259_acknowledge(&pic);
    command(0x20);
    ck_assert(i8259_write_elcr(&pic, 0x20));
    ck_assert(!i8259_write_elcr(&pic, 0x00));
}
END_TEST

START_TEST(lowest_number_wins)
{
    raise_line(6);
    raise_line(3);
    raise_line(5);
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x43);
}
END_TEST

START_TEST(later_better_request_wins)
{
    raise_line(4);
    raise_line(0);
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x40);
}
END_TEST

START_TEST(rotation_moves_the_top)
{
    command(0xc3); /* 3 lowest: 4 5 6 7 0 1 2 3 */
    raise_line(3);
    raise_line(0);
    raise_line(7);
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x47);
    command(0x67);
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x40);
    command(0x60);
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x43);
}
END_TEST

START_TEST(inta_moves_request_to_service)
{
    raise_line(5);
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x45);
    ck_assert_uint_eq(i8259_irr(&pic), 0x00);
    ck_assert_uint_eq(pic.isr, 0x20);
    ck_assert(!i8259_int(&pic));
}
END_TEST

START_TEST(better_level_nests)
{
    serve(5);
    ck_assert(raise_line(4));
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x44);
    ck_assert_uint_eq(pic.isr, 0x30);
}
END_TEST

START_TEST(worse_level_waits_for_eoi)
{
    serve(4);
    ck_assert(!raise_line(5));
    ck_assert(i8259_write(&pic, COMMAND, 0x20));
}
END_TEST

START_TEST(equal_level_never_nests)
{
    serve(4);
    ck_assert(!raise_line(4));
    ck_assert_uint_eq(i8259_irr(&pic), 0x10);
}
END_TEST

START_TEST(masked_level_in_service_still_blocks)
{
    serve(2);
    i8259_write(&pic, DATA, 0x04);
    ck_assert(!raise_line(5));
}
END_TEST

START_TEST(inta_for_nothing_is_line_7s_vector)
{
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x47);
    ck_assert_uint_eq(pic.isr, 0x00);
}
END_TEST

START_TEST(withdrawn_request_holds_int_for_a_spurious_vector)
{
    raise_line(4);
    ck_assert(lower_line(4));
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x47);
    ck_assert_uint_eq(pic.isr, 0x00);
    ck_assert(!i8259_int(&pic));
}
END_TEST

START_TEST(withdrawn_level_request_is_spurious_too)
{
    start(0x1b, 0x01);
    raise_line(4);
    ck_assert(lower_line(4));
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x47);
    ck_assert_uint_eq(pic.isr, 0x00);
}
END_TEST

START_TEST(withdrawn_masked_request_is_nothing)
{
    i8259_write(&pic, DATA, 0x10);
    raise_line(4);
    ck_assert(!lower_line(4));
}
END_TEST

START_TEST(withdrawn_blocked_request_is_nothing)
{
    serve(2);
    raise_line(4);
    ck_assert(!lower_line(4));
    ck_assert(!i8259_write(&pic, COMMAND, 0x20));
}
END_TEST

START_TEST(another_request_takes_the_place_of_a_withdrawn_one)
{
    raise_line(4);
    raise_line(6);
    lower_line(4);
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x46);
    ck_assert(!i8259_int(&pic));
}
END_TEST

START_TEST(spurious_shows_isr_bit_7_clear_and_a_real_7_set)
{
    serve(7);
    command(0x0b);
    ck_assert_uint_eq(i8259_read(&pic, COMMAND), 0x80);
    command(0x20);
    raise_line(3);
    lower_line(3);
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x47);
    ck_assert_uint_eq(i8259_read(&pic, COMMAND), 0x00);
}
END_TEST

START_TEST(kept_edges_outlive_their_line)
{
    pic.keeps_edges = true;
    raise_line(4);
    ck_assert(lower_line(4));
    ck_assert_uint_eq(i8259_acknowledge(&pic), 0x44);
}
END_TEST

START_TEST(may_grant_looks_at_one_line_alone)
{
    raise_line(4);
    raise_line(0);
    ck_assert(i8259_may_grant(&pic, 4));
    ck_assert(i8259_may_grant(&pic, 0));
    ck_assert(!i8259_may_grant(&pic, 3));
    ck_assert_int_eq(i8259_resolve(&pic), 0);
}
END_TEST

START_TEST(may_grant_refuses_masked_and_blocked_lines)
{
    serve(3);
    raise_line(4);
    raise_line(1);
    i8259_write(&pic, DATA, 0x02);
    ck_assert(!i8259_may_grant(&pic, 4));
    ck_assert(!i8259_may_grant(&pic, 1));
}
END_TEST

START_TEST(check_sees_each_broken_invariant)
{
    struct i8259 good = pic;

    pic.edge = 0x01;
    ck_assert(!i8259_check(&pic));
    pic = good, pic.base = 0x41;
    ck_assert(!i8259_check(&pic));
    pic = good, pic.elcr = 0x01;
    ck_assert(!i8259_check(&pic));
    pic = good, pic.lowest = 8;
    ck_assert(!i8259_check(&pic));
    pic = good, pic.state = I8259_ICW3;
    ck_assert(!i8259_check(&pic));
    pic = good, pic.state = I8259_ICW4, pic.wants_icw4 = false;
    ck_assert(!i8259_check(&pic));
    pic = good, pic.state = I8259_ICW2, pic.isr = 1;
    ck_assert(!i8259_check(&pic));
    pic = good, pic.state = I8259_ICW2, pic.withdrawn = true;
    ck_assert(!i8259_check(&pic));
    pic = good, pic.aeoi = true, pic.isr = 1;
    ck_assert(!i8259_check(&pic));
    pic = good;
}
END_TEST

Suite *i8259_machine_suite(void);

Suite *i8259_machine_suite(void)
{
    Suite *suite = suite_create("i8259_machine");
    TCase *tcase = tcase_create("i8259_machine");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, rising_edge_requests);
    tcase_add_test(tcase, edge_requests_once);
    tcase_add_test(tcase, edge_withdrawn_is_no_request);
    tcase_add_test(tcase, level_requests_while_high);
    tcase_add_test(tcase, level_line_survives_icw1);
    tcase_add_test(tcase, elcr_makes_ltim_count_for_nothing);
    tcase_add_test(tcase, elcr_chooses_level_lines);
    tcase_add_test(tcase, elcr_makes_a_served_high_line_request_again);
    tcase_add_test(tcase, lowest_number_wins);
    tcase_add_test(tcase, later_better_request_wins);
    tcase_add_test(tcase, rotation_moves_the_top);
    tcase_add_test(tcase, inta_moves_request_to_service);
    tcase_add_test(tcase, better_level_nests);
    tcase_add_test(tcase, worse_level_waits_for_eoi);
    tcase_add_test(tcase, equal_level_never_nests);
    tcase_add_test(tcase, masked_level_in_service_still_blocks);
    tcase_add_test(tcase, inta_for_nothing_is_line_7s_vector);
    tcase_add_test(tcase, withdrawn_request_holds_int_for_a_spurious_vector);
    tcase_add_test(tcase, withdrawn_level_request_is_spurious_too);
    tcase_add_test(tcase, withdrawn_masked_request_is_nothing);
    tcase_add_test(tcase, withdrawn_blocked_request_is_nothing);
    tcase_add_test(tcase, another_request_takes_the_place_of_a_withdrawn_one);
    tcase_add_test(tcase, spurious_shows_isr_bit_7_clear_and_a_real_7_set);
    tcase_add_test(tcase, kept_edges_outlive_their_line);
    tcase_add_test(tcase, may_grant_looks_at_one_line_alone);
    tcase_add_test(tcase, may_grant_refuses_masked_and_blocked_lines);
    tcase_add_test(tcase, check_sees_each_broken_invariant);
    suite_add_tcase(suite, tcase);
    return suite;
}

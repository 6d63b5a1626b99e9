/*
 * tests/model/i8259_pair_test.c - two 8259As as a PC wires them.
 *
 * One claim each: ports, cascade, both EOIs, what wrong ICW3 words do.
 * Numbers are made by hand.  Spurious interrupts, ELCR and the grader's
 * questions are i8259_spurious_test.c.
 */
#include "i8259_pair_case.h"

/* ---- ports ------------------------------------------------------------- */

START_TEST(pair_reset_is_masked)
{
    i8259_pair_reset(&pair);
    ck_assert_uint_eq(i8259_pair_imr(&pair), 0xffff);
    ck_assert(!raise_irq(0) && !raise_irq(8));
}
END_TEST

START_TEST(pair_ports_reach_their_chip)
{
    out(0x21, 0x5a);
    out(0xa1, 0xc3);
    ck_assert_uint_eq(in(0x21), 0x5a);
    ck_assert_uint_eq(in(0xa1), 0xc3);
    ck_assert_uint_eq(i8259_pair_imr(&pair), 0xc35a);
}
END_TEST

START_TEST(pair_reads_each_irr_and_isr)
{
    raise_irq(9);
    raise_irq(4);
    ck_assert_uint_eq(in(0x20), 0x14);
    ck_assert_uint_eq(in(0xa0), 0x02);
    acknowledge();
    out(0x20, 0x0b);
    out(0xa0, 0x0b);
    ck_assert_uint_eq(in(0x20), 0x04);
    ck_assert_uint_eq(in(0xa0), 0x02);
}
END_TEST

START_TEST(pair_ignores_other_ports)
{
    struct i8259_pair before = pair;

    out(0x22, 0xff);
    ck_assert_uint_eq(in(0x22), 0xff);
    ck_assert_uint_eq(i8259_pair_imr(&pair), i8259_pair_imr(&before));
}
END_TEST

START_TEST(pair_has_no_irq_2_and_none_above_15)
{
    ck_assert(!raise_irq(2));
    ck_assert(!raise_irq(16));
    ck_assert_uint_eq(i8259_pair_irr(&pair), 0x0000);
}
END_TEST

/* ---- cascade ----------------------------------------------------------- */

START_TEST(pair_gives_every_irq_its_vector)
{
    for (unsigned irq = 0; irq < 16; irq++) {
        if (irq == 2)
            continue;
        ck_assert(raise_irq(irq));
        ck_assert_int_eq(i8259_pair_resolve(&pair), (int)irq);
        ck_assert_uint_eq(acknowledge(), 0x20 + irq);
        lower_irq(irq);
        out(0xa0, 0x20);
        out(0x20, 0x20);
    }
}
END_TEST

START_TEST(pair_slave_request_is_in_service_twice)
{
    raise_irq(12);
    ck_assert_uint_eq(i8259_pair_irr(&pair), 0x1004);
    acknowledge();
    ck_assert_uint_eq(i8259_pair_irr(&pair), 0x0000);
    ck_assert_uint_eq(i8259_pair_isr(&pair), 0x1004);
}
END_TEST

START_TEST(pair_serves_8_to_15_between_1_and_3)
{
    static const uint8_t want[] = {0x20, 0x21, 0x28, 0x2f, 0x23, 0x27};

    raise_irq(7), raise_irq(3), raise_irq(15);
    raise_irq(8), raise_irq(1), raise_irq(0);
    for (unsigned i = 0; i < sizeof want; i++) {
        ck_assert(i8259_pair_int(&pair));
        ck_assert_uint_eq(acknowledge(), want[i]);
        if (want[i] >= 0x28)
            out(0xa0, 0x20);
        out(0x20, 0x20);
    }
    ck_assert(!i8259_pair_int(&pair));
}
END_TEST

START_TEST(pair_masked_cascade_silences_the_slave)
{
    out(0x21, 0x04);
    ck_assert(!raise_irq(8));
    ck_assert_uint_eq(i8259_pair_irr(&pair), 0x0104);
    ck_assert(out(0x21, 0x00));
}
END_TEST

START_TEST(pair_needs_both_eois_for_the_slave)
{
    raise_irq(8);
    acknowledge();
    lower_irq(8);
    ck_assert(!raise_irq(9));
    ck_assert(!out(0x20, 0x20)); /* the slave still blocks its line 1 */
    ck_assert(out(0xa0, 0x20));
    ck_assert_uint_eq(acknowledge(), 0x29);
}
END_TEST

START_TEST(pair_forgotten_master_eoi_blocks_slave_and_below)
{
    raise_irq(8);
    acknowledge();
    lower_irq(8);
    out(0xa0, 0x20);
    ck_assert(!raise_irq(8) && !raise_irq(3));
    ck_assert(raise_irq(1));
}
END_TEST

START_TEST(pair_better_slave_line_waits_without_sfnm)
{
    raise_irq(12);
    acknowledge();
    ck_assert(!raise_irq(8));
}
END_TEST

START_TEST(pair_better_slave_line_nests_with_sfnm)
{
    init(0x20, 0x20, 0x04, 0x11);
    raise_irq(12);
    acknowledge();
    ck_assert(raise_irq(8));
    ck_assert_uint_eq(acknowledge(), 0x28);
    ck_assert_uint_eq(i8259_pair_isr(&pair), 0x1104);
}
END_TEST

/* The slave's INT drops at the INTA; without that edge IRQ 9 would be lost. */
START_TEST(pair_slave_in_aeoi_loses_no_second_request)
{
    init(0xa0, 0x28, 0x02, 0x03);
    raise_irq(8), raise_irq(9);
    ck_assert_uint_eq(acknowledge(), 0x28);
    ck_assert(out(0x20, 0x20));
    ck_assert_uint_eq(acknowledge(), 0x29);
}
END_TEST

START_TEST(pair_master_icw3_as_a_line_number_loses_the_slave)
{
    init(0x20, 0x20, 0x02, 0x01);
    raise_irq(8);
    ck_assert_int_eq(i8259_pair_resolve(&pair), 2);
    ck_assert_uint_eq(acknowledge(), 0x22);
    ck_assert_uint_eq(i8259_pair_isr(&pair), 0x0004);
    raise_irq(1); /* taken for a slave; none has that number */
    ck_assert_int_eq(i8259_pair_resolve(&pair), I8259_NONE);
    ck_assert_uint_eq(acknowledge(), 0xff);
}
END_TEST

START_TEST(pair_slave_with_another_number_does_not_answer)
{
    init(0xa0, 0x28, 0x04, 0x01);
    raise_irq(8);
    ck_assert_uint_eq(acknowledge(), 0xff);
    ck_assert_uint_eq(i8259_pair_isr(&pair), 0x0004);
}
END_TEST

START_TEST(pair_single_slave_does_not_answer)
{
    out(0xa0, 0x13);
    out(0xa1, 0x28);
    out(0xa1, 0x01);
    raise_irq(8);
    ck_assert_uint_eq(acknowledge(), 0xff);
}
END_TEST

START_TEST(pair_slave_ignores_buffered_master_bit_of_the_other)
{
    init(0x20, 0x20, 0x04, 0x0d);
    init(0xa0, 0x28, 0x02, 0x09);
    raise_irq(10);
    ck_assert_uint_eq(acknowledge(), 0x2a);
}
END_TEST

START_TEST(pair_polls_the_slave_by_itself)
{
    out(0x21, 0x04);
    raise_irq(9), raise_irq(11);
    out(0xa0, 0x0c);
    ck_assert_uint_eq(in(0xa0), 0x81);
    ck_assert_uint_eq(i8259_pair_isr(&pair), 0x0200);
    ck_assert_uint_eq(i8259_pair_irr(&pair), 0x0800);
}
END_TEST

START_TEST(pair_check_sees_a_cut_wire)
{
    struct i8259_pair good = pair;

    pair.master.line |= 0x04;
    ck_assert(!i8259_pair_check(&pair));
    pair = good, pair.master.lowest = 9;
    ck_assert(!i8259_pair_check(&pair));
    pair = good, pair.slave.lowest = 9;
    ck_assert(!i8259_pair_check(&pair));
    pair = good;
}
END_TEST

Suite *i8259_pair_suite(void);

Suite *i8259_pair_suite(void)
{
    Suite *suite = suite_create("i8259_pair");
    TCase *tcase = tcase_create("i8259_pair");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, pair_reset_is_masked);
    tcase_add_test(tcase, pair_ports_reach_their_chip);
    tcase_add_test(tcase, pair_reads_each_irr_and_isr);
    tcase_add_test(tcase, pair_ignores_other_ports);
    tcase_add_test(tcase, pair_has_no_irq_2_and_none_above_15);
    tcase_add_test(tcase, pair_gives_every_irq_its_vector);
    tcase_add_test(tcase, pair_slave_request_is_in_service_twice);
    tcase_add_test(tcase, pair_serves_8_to_15_between_1_and_3);
    tcase_add_test(tcase, pair_masked_cascade_silences_the_slave);
    tcase_add_test(tcase, pair_needs_both_eois_for_the_slave);
    tcase_add_test(tcase, pair_forgotten_master_eoi_blocks_slave_and_below);
    tcase_add_test(tcase, pair_better_slave_line_waits_without_sfnm);
    tcase_add_test(tcase, pair_better_slave_line_nests_with_sfnm);
    tcase_add_test(tcase, pair_slave_in_aeoi_loses_no_second_request);
    tcase_add_test(tcase, pair_master_icw3_as_a_line_number_loses_the_slave);
    tcase_add_test(tcase, pair_slave_with_another_number_does_not_answer);
    tcase_add_test(tcase, pair_single_slave_does_not_answer);
    tcase_add_test(tcase, pair_slave_ignores_buffered_master_bit_of_the_other);
    tcase_add_test(tcase, pair_polls_the_slave_by_itself);
    tcase_add_test(tcase, pair_check_sees_a_cut_wire);
    suite_add_tcase(suite, tcase);
    return suite;
}

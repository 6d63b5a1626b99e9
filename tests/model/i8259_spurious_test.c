/*
 * tests/model/i8259_spurious_test.c - spurious 7 and 15, ELCR, frozen choice.
 *
 * One claim each, for a pair as a PC wires it; also the questions that the
 * grader asks about a delivered vector.  Numbers are made by hand.  The
 * cascade itself is i8259_pair_test.c.
 */
#include "i8259_pair_case.h"

/* ---- spurious ---------------------------------------------------------- */

START_TEST(spurious_7_sets_nothing)
{
    raise_irq(4);
    ck_assert(lower_irq(4));
    ck_assert_int_eq(i8259_pair_resolve(&pair), I8259_NONE);
    ck_assert_uint_eq(acknowledge(), 0x27);
    ck_assert_uint_eq(i8259_pair_isr(&pair), 0x0000);
    ck_assert(!i8259_pair_int(&pair));
}
END_TEST

START_TEST(spurious_15_puts_the_cascade_in_service)
{
    raise_irq(8);
    ck_assert(lower_irq(8));
    ck_assert_int_eq(i8259_pair_resolve(&pair), I8259_NONE);
    ck_assert_uint_eq(acknowledge(), 0x2f);
    ck_assert_uint_eq(i8259_pair_isr(&pair), 0x0004);
}
END_TEST

START_TEST(spurious_15_is_owed_one_master_eoi)
{
    raise_irq(8), lower_irq(8);
    acknowledge();
    ck_assert(!raise_irq(9));
    ck_assert(out(0x20, 0x62));
    ck_assert_uint_eq(acknowledge(), 0x29);
}
END_TEST

START_TEST(spurious_7_on_the_cascade_when_the_slave_is_masked)
{
    raise_irq(8);
    out(0xa1, 0x01); /* the slave's INT falls: the master's request too */
    ck_assert_uint_eq(acknowledge(), 0x27);
    ck_assert_uint_eq(i8259_pair_isr(&pair), 0x0000);
}
END_TEST

START_TEST(spurious_level_line_lowered_after_eoi)
{
    out(0x4d0, 0x20);
    raise_irq(5);
    acknowledge();
    ck_assert(out(0x20, 0x20));
    lower_irq(5);
    ck_assert_uint_eq(acknowledge(), 0x27);
}
END_TEST

START_TEST(kept_edges_make_no_spurious)
{
    i8259_pair_keep_edges(&pair, true);
    raise_irq(8), lower_irq(8);
    ck_assert_uint_eq(acknowledge(), 0x28);
    i8259_pair_keep_edges(&pair, false);
}
END_TEST

/* ---- ELCR -------------------------------------------------------------- */

START_TEST(elcr_hard_wired_edges)
{
    out(0x4d0, 0xff);
    out(0x4d1, 0xff);
    ck_assert_uint_eq(in(0x4d0), 0xf8);
    ck_assert_uint_eq(in(0x4d1), 0xde);
}
END_TEST

START_TEST(elcr_survives_icw1)
{
    out(0x4d0, 0x20);
    out(0x4d1, 0x0c);
    init(0x20, 0x20, 0x04, 0x01);
    init(0xa0, 0x28, 0x02, 0x01);
    ck_assert_uint_eq(in(0x4d0), 0x20);
    ck_assert_uint_eq(in(0x4d1), 0x0c);
}
END_TEST

START_TEST(elcr_slave_level_line_interrupts_again_after_eoi)
{
    out(0x4d1, 0x08);
    raise_irq(11);
    ck_assert_uint_eq(acknowledge(), 0x2b);
    out(0xa0, 0x63);
    ck_assert(out(0x20, 0x62));
    ck_assert_uint_eq(acknowledge(), 0x2b);
}
END_TEST

START_TEST(elcr_counts_for_more_than_ltim)
{
    out(0x20, 0x19);
    out(0x21, 0x20);
    out(0x21, 0x04);
    out(0x21, 0x01);
    raise_irq(4);
    acknowledge();
    ck_assert(!out(0x20, 0x20));
}
END_TEST

/* ---- what the grader asks ---------------------------------------------- */

START_TEST(vector_irq_inverts_the_bases)
{
    ck_assert_int_eq(i8259_pair_vector_irq(&pair, 0x20), 0);
    ck_assert_int_eq(i8259_pair_vector_irq(&pair, 0x27), 7);
    ck_assert_int_eq(i8259_pair_vector_irq(&pair, 0x28), 8);
    ck_assert_int_eq(i8259_pair_vector_irq(&pair, 0x2f), 15);
    ck_assert_int_eq(i8259_pair_vector_irq(&pair, 0x1f), -1);
    ck_assert_int_eq(i8259_pair_vector_irq(&pair, 0x30), -1);
}
END_TEST

START_TEST(acknowledge_as_takes_the_frozen_choice)
{
    raise_irq(4), raise_irq(0);
    ck_assert(i8259_pair_acknowledge_as(&pair, 4));
    ck_assert_uint_eq(i8259_pair_isr(&pair), 0x0010);
    ck_assert_uint_eq(acknowledge(), 0x20); /* and 0 nests */
    ck_assert_uint_eq(i8259_pair_isr(&pair), 0x0011);
}
END_TEST

START_TEST(acknowledge_as_takes_a_slave_line)
{
    raise_irq(12), raise_irq(9), raise_irq(1);
    ck_assert(i8259_pair_acknowledge_as(&pair, 12));
    ck_assert_uint_eq(i8259_pair_isr(&pair), 0x1004);
    ck_assert_uint_eq(i8259_pair_irr(&pair), 0x0206);
}
END_TEST

START_TEST(acknowledge_as_refuses_what_could_not_have_been)
{
    raise_irq(6), raise_irq(4), raise_irq(12), raise_irq(9);
    out(0x21, 0x40);
    out(0xa1, 0x10);
    ck_assert(!i8259_pair_acknowledge_as(&pair, 3));  /* no request */
    ck_assert(!i8259_pair_acknowledge_as(&pair, 6));  /* masked */
    ck_assert(!i8259_pair_acknowledge_as(&pair, 10)); /* no request */
    ck_assert(!i8259_pair_acknowledge_as(&pair, 12)); /* masked */
    ck_assert(!i8259_pair_acknowledge_as(&pair, 2));  /* the cascade */
    ck_assert(!i8259_pair_acknowledge_as(&pair, 16));
    ck_assert_uint_eq(i8259_pair_isr(&pair), 0x0000);
}
END_TEST

START_TEST(acknowledge_as_refuses_a_blocked_slave)
{
    raise_irq(1);
    acknowledge();
    raise_irq(9);
    ck_assert(!i8259_pair_acknowledge_as(&pair, 9));
    out(0x20, 0x20);
    init(0xa0, 0x28, 0x05, 0x01); /* wrong number */
    lower_irq(9), raise_irq(9);
    ck_assert(!i8259_pair_acknowledge_as(&pair, 9));
    setup();
    init(0x20, 0x20, 0x80, 0x01); /* IR2 has no slave */
    lower_irq(9), raise_irq(9);
    ck_assert(!i8259_pair_acknowledge_as(&pair, 9));
    ck_assert(i8259_pair_acknowledge_as(&pair, 2));
}
END_TEST

START_TEST(spurious_7_meets_a_slave_on_ir7)
{
    init(0x20, 0x20, 0x80, 0x01);
    init(0xa0, 0x28, 0x07, 0x01);
    ck_assert_uint_eq(acknowledge(), 0x2f); /* CAS looks like line 7 */
}
END_TEST

Suite *i8259_spurious_suite(void);

Suite *i8259_spurious_suite(void)
{
    Suite *suite = suite_create("i8259_spurious");
    TCase *tcase = tcase_create("i8259_spurious");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, spurious_7_sets_nothing);
    tcase_add_test(tcase, spurious_15_puts_the_cascade_in_service);
    tcase_add_test(tcase, spurious_15_is_owed_one_master_eoi);
    tcase_add_test(tcase, spurious_7_on_the_cascade_when_the_slave_is_masked);
    tcase_add_test(tcase, spurious_level_line_lowered_after_eoi);
    tcase_add_test(tcase, kept_edges_make_no_spurious);
    tcase_add_test(tcase, elcr_hard_wired_edges);
    tcase_add_test(tcase, elcr_survives_icw1);
    tcase_add_test(tcase, elcr_slave_level_line_interrupts_again_after_eoi);
    tcase_add_test(tcase, elcr_counts_for_more_than_ltim);
    tcase_add_test(tcase, vector_irq_inverts_the_bases);
    tcase_add_test(tcase, acknowledge_as_takes_the_frozen_choice);
    tcase_add_test(tcase, acknowledge_as_takes_a_slave_line);
    tcase_add_test(tcase, acknowledge_as_refuses_what_could_not_have_been);
    tcase_add_test(tcase, acknowledge_as_refuses_a_blocked_slave);
    tcase_add_test(tcase, spurious_7_meets_a_slave_on_ir7);
    suite_add_tcase(suite, tcase);
    return suite;
}

/*
 * tests/model/lapic_deadline_test.c - the local APIC's timer in TSC-deadline
 * mode, and on the way into it and out of it.
 * [SDM3 10.5.4.1 "TSC-Deadline Mode"]
 */
#include "lapic_timer_case.h"

#define VECTOR CASE_TIMER_VECTOR

START_TEST(deadline_fires_and_reads_zero)
{
    struct lapic l = timer_chip(TSC_DEADLINE);

    lapic_write_deadline(&l, 5000);
    case_holds(&l);
    ck_assert_uint_eq(lapic_read_deadline(&l), 5000);
    ck_assert_uint_eq(advance(&l, 4999), 0);
    ck_assert_uint_eq(advance(&l, 5000), 1);
    ck_assert(lapic_test_irr(&l, VECTOR));
    ck_assert_uint_eq(lapic_read_deadline(&l), 0);
    ck_assert_uint_eq(advance(&l, 9000), 0);
}
END_TEST

START_TEST(deadline_in_the_past_fires_at_once)
{
    struct lapic l = timer_chip(TSC_DEADLINE);

    lapic_write_deadline(&l, 1);
    ck_assert_uint_eq(advance(&l, 5000), 1);
}
END_TEST

START_TEST(deadline_zero_disarms)
{
    struct lapic l = timer_chip(TSC_DEADLINE);

    lapic_write_deadline(&l, 5000);
    lapic_write_deadline(&l, 0);
    ck_assert_uint_eq(advance(&l, 5000), 0);
}
END_TEST

START_TEST(deadline_is_ignored_in_other_modes)
{
    struct lapic l = timer_chip(_i ? PERIODIC : 0);

    lapic_write_deadline(&l, 5000);
    ck_assert_uint_eq(lapic_read_deadline(&l), 0);
    ck_assert_uint_eq(advance(&l, 5000), 0);
}
END_TEST

START_TEST(initial_count_is_ignored_in_deadline_mode)
{
    struct lapic l = timer_chip(_i ? RESERVED_MODE : TSC_DEADLINE);

    start(&l, 100, 0);
    ck_assert_uint_eq(lapic_read(&l, 0x380, 0), 0);
    ck_assert_uint_eq(count_at(&l, 50), 0);
    ck_assert_uint_eq(advance(&l, 1000), 0);
}
END_TEST

START_TEST(leaving_deadline_mode_disarms)
{
    struct lapic l = timer_chip(TSC_DEADLINE);

    lapic_write_deadline(&l, 5000);
    case_write(&l, LAPIC_LVT_TIMER, VECTOR);
    case_write(&l, LAPIC_LVT_TIMER, TSC_DEADLINE | VECTOR);
    ck_assert_uint_eq(lapic_read_deadline(&l), 0);
    ck_assert_uint_eq(advance(&l, 5000), 0);
}
END_TEST

START_TEST(entering_deadline_mode_disarms)
{
    struct lapic l = timer_chip(PERIODIC);

    start(&l, 100, 0);
    case_write(&l, LAPIC_LVT_TIMER, TSC_DEADLINE | VECTOR);
    ck_assert_uint_eq(count_at(&l, 10), 0);
    ck_assert_uint_eq(advance(&l, 1000), 0);
}
END_TEST

Suite *lapic_deadline_suite(void)
{
    Suite *suite = suite_create("lapic_deadline");
    TCase *tc = tcase_create("TSC deadline");

    tcase_add_test(tc, deadline_fires_and_reads_zero);
    tcase_add_test(tc, deadline_in_the_past_fires_at_once);
    tcase_add_test(tc, deadline_zero_disarms);
    tcase_add_loop_test(tc, deadline_is_ignored_in_other_modes, 0, 2);
    tcase_add_loop_test(tc, initial_count_is_ignored_in_deadline_mode, 0, 2);
    tcase_add_test(tc, leaving_deadline_mode_disarms);
    tcase_add_test(tc, entering_deadline_mode_disarms);
    suite_add_tcase(suite, tc);
    return suite;
}

/*
 * tests/model/lapic_timer_test.c - the local APIC's timer while it
 * counts.  Times are worked out by hand: count x divisor clocks after a write.
 * [SDM3 10.5.4 "APIC Timer"]
 */
#include "lapic_timer_case.h"

#define VECTOR CASE_TIMER_VECTOR

/* Divide configuration and its divisor, from the manual's figure 10-10. */
static const struct {
    uint32_t config, divisor;
} divide[] = {
    {0x0, 2},  {0x1, 4},  {0x2, 8},   {0x3, 16},
    {0x8, 32}, {0x9, 64}, {0xa, 128}, {0xb, 1},
};

START_TEST(divisor_is_decoded)
{
    struct lapic l = timer_chip(0);

    case_write(&l, LAPIC_TIMER_DCR, divide[_i].config);
    start(&l, 10, 1000);
    ck_assert_uint_eq(lapic_timer_next(&l), 1000 + 10 * divide[_i].divisor);
    ck_assert_uint_eq(count_at(&l, 1000 + divide[_i].divisor - 1), 10);
    ck_assert_uint_eq(count_at(&l, 1000 + divide[_i].divisor), 9);
}
END_TEST

START_TEST(divide_bit_2_is_reserved)
{
    struct lapic l = timer_chip(0);

    case_write(&l, LAPIC_TIMER_DCR, 0xfffffffc);
    ck_assert_uint_eq(lapic_read(&l, 0x3e0, 0), 0x8);
}
END_TEST

START_TEST(stopped_timer_never_fires)
{
    struct lapic l = timer_chip(0);

    ck_assert(lapic_timer_next(&l) == LAPIC_NEVER);
    ck_assert_uint_eq(advance(&l, UINT64_MAX), 0);
    ck_assert_uint_eq(count_at(&l, 77), 0);
}
END_TEST

START_TEST(one_shot_fires_once_at_zero)
{
    struct lapic l = timer_chip(0);

    start(&l, 100, 50);
    ck_assert_uint_eq(advance(&l, 149), 0);
    ck_assert_uint_eq(count_at(&l, 149), 1);
    ck_assert_uint_eq(advance(&l, 150), 1);
    ck_assert(lapic_test_irr(&l, VECTOR));
    ck_assert_uint_eq(count_at(&l, 150), 0);
    ck_assert_uint_eq(advance(&l, 100000), 0);
    ck_assert_uint_eq(lapic_read(&l, 0x380, 0), 100);
}
END_TEST

START_TEST(count_shows_zero_until_time_is_advanced)
{
    struct lapic l = timer_chip(0);

    start(&l, 100, 0);
    ck_assert_uint_eq(count_at(&l, 100), 0);
    ck_assert_uint_eq(count_at(&l, 5000), 0);
}
END_TEST

START_TEST(timer_interrupt_is_edge)
{
    struct lapic l = timer_chip(0);

    start(&l, 1, 0);
    advance(&l, 1);
    ck_assert(!lapic_test_tmr(&l, VECTOR));
}
END_TEST

START_TEST(writing_initial_count_restarts)
{
    struct lapic l = timer_chip(0);

    start(&l, 100, 0);
    start(&l, 30, 60);
    ck_assert_uint_eq(count_at(&l, 60), 30);
    ck_assert_uint_eq(lapic_timer_next(&l), 90);
}
END_TEST

START_TEST(writing_zero_stops)
{
    struct lapic l = timer_chip(_i ? PERIODIC : 0);

    start(&l, 100, 0);
    start(&l, 0, 60);
    ck_assert(lapic_timer_next(&l) == LAPIC_NEVER);
    ck_assert_uint_eq(count_at(&l, 61), 0);
    ck_assert_uint_eq(advance(&l, 1000), 0);
}
END_TEST

START_TEST(periodic_reloads)
{
    struct lapic l = timer_chip(PERIODIC);

    start(&l, 100, 0);
    ck_assert_uint_eq(advance(&l, 100), 1);
    ck_assert_uint_eq(count_at(&l, 100), 100);
    ck_assert_uint_eq(count_at(&l, 130), 70);
    ck_assert_uint_eq(lapic_timer_next(&l), 200);
}
END_TEST

START_TEST(late_advance_counts_every_period)
{
    struct lapic l = timer_chip(PERIODIC);

    case_write(&l, LAPIC_TIMER_DCR, 0x1);
    start(&l, 25, 0);
    ck_assert_uint_eq(advance(&l, 399), 3);
    ck_assert_uint_eq(lapic_timer_next(&l), 400);
    ck_assert_uint_eq(count_at(&l, 399), 1);
    ck_assert_uint_eq(advance(&l, 400), 1);
}
END_TEST

START_TEST(periods_collapse_into_one_request)
{
    struct lapic l = timer_chip(PERIODIC);
    struct lapic_expiry expiry;

    start(&l, 10, 0);
    expiry = lapic_advance(&l, 35);
    ck_assert_uint_eq(expiry.count, 3);
    ck_assert_int_eq(expiry.asked, LAPIC_ACCEPTED);
    expiry = lapic_advance(&l, 40);
    ck_assert_uint_eq(expiry.count, 1);
    ck_assert_int_eq(expiry.asked, LAPIC_COALESCED);
}
END_TEST

START_TEST(masked_timer_runs_silently)
{
    struct lapic l = timer_chip(LAPIC_LVT_MASKED);
    struct lapic_expiry expiry;

    start(&l, 10, 0);
    expiry = lapic_advance(&l, 10);
    ck_assert_uint_eq(expiry.count, 1);
    ck_assert_int_eq(expiry.asked, LAPIC_MASKED);
    ck_assert_int_eq(lapic_irrv(&l), 0);
}
END_TEST

START_TEST(masking_does_not_stop_the_count)
{
    struct lapic l = timer_chip(PERIODIC);

    start(&l, 100, 0);
    case_write(&l, LAPIC_LVT_TIMER, LAPIC_LVT_MASKED | PERIODIC | VECTOR);
    ck_assert_uint_eq(lapic_timer_next(&l), 100);
    ck_assert_uint_eq(advance(&l, 250), 2);
    ck_assert_int_eq(lapic_irrv(&l), 0);
}
END_TEST

START_TEST(illegal_vector_is_an_error)
{
    struct lapic l = timer_chip(0);

    case_write(&l, LAPIC_LVT_TIMER, 0x0e);
    ck_assert_uint_eq(case_esr(&l), 0);
    start(&l, 10, 0);
    ck_assert_int_eq(lapic_advance(&l, 10).asked, LAPIC_ILLEGAL);
    ck_assert_uint_eq(case_esr(&l), 0x40);
}
END_TEST

START_TEST(new_divisor_keeps_the_count)
{
    struct lapic l = timer_chip(0);

    start(&l, 100, 0);
    lapic_write(&l, LAPIC_TIMER_DCR, 0x1, 40);
    ck_assert_uint_eq(count_at(&l, 40), 60);
    ck_assert_uint_eq(count_at(&l, 44), 59);
    ck_assert_uint_eq(lapic_timer_next(&l), 40 + 60 * 4);
}
END_TEST

START_TEST(same_divisor_changes_nothing)
{
    struct lapic l = timer_chip(0);

    case_write(&l, LAPIC_TIMER_DCR, 0xa);
    start(&l, 100, 0);
    lapic_write(&l, LAPIC_TIMER_DCR, 0xa, 127);
    ck_assert_uint_eq(count_at(&l, 128), 99);
}
END_TEST

START_TEST(longest_count_is_exact)
{
    struct lapic l = timer_chip(0);

    case_write(&l, LAPIC_TIMER_DCR, 0xa);
    start(&l, UINT32_MAX, 7);
    ck_assert_uint_eq(lapic_timer_next(&l), 7 + UINT64_C(549755813760));
    ck_assert_uint_eq(count_at(&l, 7 + UINT64_C(549755813759)), 1);
}
END_TEST

START_TEST(mode_change_disarms)
{
    struct lapic l = timer_chip(0);

    start(&l, 100, 0);
    case_write(&l, LAPIC_LVT_TIMER, PERIODIC | VECTOR);
    ck_assert(lapic_timer_next(&l) == LAPIC_NEVER);
    start(&l, 100, 10);
    ck_assert_uint_eq(lapic_timer_next(&l), 110);
}
END_TEST

START_TEST(same_mode_written_again_keeps_running)
{
    struct lapic l = timer_chip(PERIODIC);

    start(&l, 100, 0);
    case_write(&l, LAPIC_LVT_TIMER, PERIODIC | 0x55);
    ck_assert_uint_eq(lapic_timer_next(&l), 100);
    advance(&l, 100);
    ck_assert(lapic_test_irr(&l, 0x55));
}
END_TEST

START_TEST(fire_by_hand_reloads_from_now)
{
    struct lapic l = timer_chip(PERIODIC);

    start(&l, 100, 0);
    ck_assert_int_eq(lapic_timer_fire(&l, 103), LAPIC_ACCEPTED);
    case_holds(&l);
    ck_assert_uint_eq(lapic_timer_next(&l), 203);
}
END_TEST

static void add_counting(TCase *tc)
{
    tcase_add_loop_test(tc, divisor_is_decoded, 0, 8);
    tcase_add_test(tc, divide_bit_2_is_reserved);
    tcase_add_test(tc, stopped_timer_never_fires);
    tcase_add_test(tc, one_shot_fires_once_at_zero);
    tcase_add_test(tc, count_shows_zero_until_time_is_advanced);
    tcase_add_test(tc, timer_interrupt_is_edge);
    tcase_add_test(tc, writing_initial_count_restarts);
    tcase_add_loop_test(tc, writing_zero_stops, 0, 2);
    tcase_add_test(tc, periodic_reloads);
    tcase_add_test(tc, late_advance_counts_every_period);
    tcase_add_test(tc, periods_collapse_into_one_request);
    tcase_add_test(tc, masked_timer_runs_silently);
    tcase_add_test(tc, masking_does_not_stop_the_count);
    tcase_add_test(tc, illegal_vector_is_an_error);
    tcase_add_test(tc, new_divisor_keeps_the_count);
    tcase_add_test(tc, same_divisor_changes_nothing);
    tcase_add_test(tc, longest_count_is_exact);
    tcase_add_test(tc, mode_change_disarms);
    tcase_add_test(tc, same_mode_written_again_keeps_running);
    tcase_add_test(tc, fire_by_hand_reloads_from_now);
}

Suite *lapic_timer_suite(void)
{
    Suite *suite = suite_create("lapic_timer");
    TCase *tc = tcase_create("one-shot, periodic");

    add_counting(tc);
    suite_add_tcase(suite, tc);
    return suite;
}

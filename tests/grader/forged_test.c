/*
 * tests/grader/forged_test.c - what a cheat does between two steps, or after
 * the last, is seen.
 *
 * run_test.c has the marks that are out of order; here they are in order, made
 * by the submission itself, and hide something.  One check, one step kind.
 */
#include <check.h>
#include <string.h>
#include "run_case.h"

static void two_steps(struct plan *plan, struct rng *rng)
{
    (void)rng;
    plan_add(plan, 1);
    plan_add(plan, 1);
}

static const struct check checks[] = {
    {.id = "served",
     .todo = 1,
     .part = 'A',
     .points = 100,
     .steps = BIT(1),
     .holds = served},
};

static const struct lab lab = {
    .number = "98",
    .name = "98-forged",
    .plan = two_steps,
    .checks = checks,
    .check_count = COUNT_OF(checks),
};

static void begin(void)
{
    begin_run();
    put_mark(t, MARK_RUN, 0, 1);
}

static void end(void)
{
    run_free(&run);
}

static void put_step(unsigned step)
{
    put_mark(t, MARK_STEP_BEGIN, step, 1);
    put_service();
    put_mark(t, MARK_STEP_END, step, 1);
}

static unsigned score(void)
{
    struct verdict verdict;
    unsigned points;

    run_from_trace(&run, &lab);
    verdict_make(&verdict, &lab, &run, 1, 0);
    points = verdict.score;
    verdict_free(&verdict);
    return points;
}

static void put_rest(void)
{
    put_reset();
    put_step(1);
    put_reset();
    put_mark(t, MARK_RUN, 1, 0);
}

START_TEST(an_honest_run_earns_all)
{
    put_reset();
    put_step(0);
    put_rest();
    ck_assert_uint_eq(score(), 100);
}
END_TEST

START_TEST(an_act_between_two_steps_spoils_both)
{
    put_reset();
    put_step(0);
    put_write(t, LAPIC_EOI, 0);
    put_rest();
    ck_assert_uint_eq(score(), 0);
    ck_assert_int_eq(run.step[0].trouble.kind, FOUND_MARKS);
    ck_assert_int_eq(run.step[1].trouble.kind, FOUND_MARKS);
}
END_TEST

START_TEST(an_act_of_lab_code_in_a_reset_spoils_both)
{
    put_reset();
    put_step(0);
    put_mark(t, MARK_RESET, 0, 1);
    t->event[put_write(t, LAPIC_EOI, 0)].from = 0x101234;
    put_mark(t, MARK_RESET, 0, 0);
    put_step(1);
    put_reset();
    put_mark(t, MARK_RUN, 1, 0);
    ck_assert_uint_eq(score(), 0);
    ck_assert_int_eq(run.step[0].trouble.kind, FOUND_MARKS);
}
END_TEST

START_TEST(the_kernels_own_reset_may_write)
{
    put_mark(t, MARK_RESET, 0, 1);
    put_write(t, LAPIC_EOI, 0);
    put_mark(t, MARK_RESET, 0, 0);
    put_step(0);
    put_rest();
    ck_assert_uint_eq(score(), 100);
}
END_TEST

START_TEST(a_lab_mark_between_two_steps_spoils_both)
{
    put_reset();
    put_step(0);
    put_mark(t, MARK_BODY, 0, VECTOR);
    put_rest();
    ck_assert_uint_eq(score(), 0);
    ck_assert_int_eq(run.step[0].trouble.kind, FOUND_MARKS);
}
END_TEST

/* The last look at the kernel's text is missing then. */
START_TEST(the_mark_of_the_end_is_not_the_end)
{
    put_reset();
    put_step(0);
    put_rest();
    t->end = END_DEAD_HALT;
    ck_assert_uint_eq(score(), 0);
    ck_assert_int_eq(run.step[0].trouble.kind, FOUND_NOTHING);
    ck_assert_int_eq(run.step[1].trouble.kind, FOUND_ENDED);
}
END_TEST

START_TEST(a_run_that_never_ends_spoils_its_last_step)
{
    put_reset();
    put_step(0);
    put_reset();
    put_step(1);
    t->end = END_TICK_LIMIT;
    ck_assert_uint_eq(score(), 0);
    ck_assert_int_eq(run.step[1].trouble.kind, FOUND_ENDED);
}
END_TEST

START_TEST(a_panic_ends_its_step_in_an_ordinary_way)
{
    put_reset();
    put_step(0);
    put_reset();
    put_mark(t, MARK_STEP_BEGIN, 1, 1);
    put_mark(t, MARK_PANIC, 1, 14);
    put_mark(t, MARK_RUN, 1, 0);
    t->end = END_KERNEL_PANIC;
    ck_assert_uint_eq(score(), 0);
    ck_assert_int_eq(run.step[1].trouble.kind, FOUND_ENDED);
    ck_assert_str_eq(run.step[1].trouble.text, run_end_text(END_KERNEL_PANIC));
}
END_TEST

/* INIT to the boot CPU: what the check finds before it is what is shown;
 * forged, such a mark gives no points to its step or any other. */
START_TEST(a_kernel_that_begins_anew_ends_its_step)
{
    put_reset();
    put_mark(t, MARK_STEP_BEGIN, 0, 1);
    put_enable(t);
    put_mark(t, MARK_RUN, 0, 1);
    put_reset();
    put_step(0);
    put_rest();
    ck_assert_uint_eq(score(), 0);
    ck_assert_int_eq(run.step[0].trouble.kind, FOUND_ENDED);
    ck_assert_ptr_nonnull(strstr(run.step[0].trouble.text, "began anew"));
    ck_assert_int_eq(run.step[1].trouble.kind, FOUND_NOT_REACHED);
}
END_TEST

Suite *forged_suite(void);
Suite *forged_suite(void)
{
    Suite *suite = suite_create("forged");
    TCase *tests = tcase_create("forged");

    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, an_honest_run_earns_all);
    tcase_add_test(tests, an_act_between_two_steps_spoils_both);
    tcase_add_test(tests, an_act_of_lab_code_in_a_reset_spoils_both);
    tcase_add_test(tests, the_kernels_own_reset_may_write);
    tcase_add_test(tests, a_lab_mark_between_two_steps_spoils_both);
    tcase_add_test(tests, the_mark_of_the_end_is_not_the_end);
    tcase_add_test(tests, a_run_that_never_ends_spoils_its_last_step);
    tcase_add_test(tests, a_panic_ends_its_step_in_an_ordinary_way);
    tcase_add_test(tests, a_kernel_that_begins_anew_ends_its_step);
    suite_add_tcase(suite, tests);
    return suite;
}

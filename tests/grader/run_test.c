/*
 * tests/grader/run_test.c - marks cut a record into windows, and forged,
 * missing or misplaced ones give nothing away.
 *
 * Uses a lab of its own: two steps, one check that a vector was served.
 */
#include <check.h>
#include <string.h>
#include "run_case.h"

static void two_steps(struct plan *plan, struct rng *rng)
{
    (void)rng;
    plan_add(plan, 1);
    plan_add(plan, 2);
}

static const struct check checks[] = {
    {.id = "first",
     .todo = 1,
     .part = 'A',
     .points = 60,
     .steps = BIT(1),
     .holds = served},
    {.id = "second",
     .todo = 2,
     .part = 'A',
     .points = 40,
     .steps = BIT(2),
     .needs = BIT(1),
     .holds = served},
};

static const struct lab lab = {
    .number = "99",
    .name = "99-test",
    .plan = two_steps,
    .checks = checks,
    .check_count = COUNT_OF(checks),
};

static struct verdict verdict;

static void end(void)
{
    verdict_free(&verdict);
    run_free(&run);
}

static void put_step(unsigned step)
{
    put_reset();
    put_mark(t, MARK_STEP_BEGIN, step, step + 1);
    put_service();
    put_mark(t, MARK_STEP_END, step, step + 1);
}

static void judge(void)
{
    run_from_trace(&run, &lab);
    verdict_make(&verdict, &lab, &run, 1, 0);
}

START_TEST(a_whole_run_earns_all_points)
{
    put_mark(t, MARK_RUN, 0, 1);
    put_step(0);
    put_step(1);
    put_reset();
    put_mark(t, MARK_RUN, 1, 0);
    judge();
    ck_assert_uint_eq(verdict.score, 100);
    ck_assert_ptr_null(verdict.first);
}
END_TEST

START_TEST(marks_alone_earn_nothing)
{
    put_mark(t, MARK_RUN, 0, 1);
    for (unsigned step = 0; step < 2; step++) {
        put_reset();
        put_mark(t, MARK_STEP_BEGIN, step, step + 1);
        put_mark(t, MARK_STEP_END, step, step + 1);
    }
    judge();
    ck_assert_uint_eq(verdict.score, 0);
}
END_TEST

START_TEST(an_empty_record_earns_nothing)
{
    judge();
    ck_assert_uint_eq(verdict.score, 0);
    ck_assert_int_eq(verdict.result[0].finding.kind, FOUND_NOT_REACHED);
}
END_TEST

START_TEST(an_early_end_costs_the_step_and_what_follows)
{
    put_mark(t, MARK_RUN, 0, 1);
    put_step(0);
    put_reset();
    put_mark(t, MARK_STEP_BEGIN, 1, 2);
    put_service();
    t->end = END_RESET;
    judge();
    ck_assert_uint_eq(verdict.score, 60);
    ck_assert_int_eq(verdict.result[1].finding.kind, FOUND_ENDED);
}
END_TEST

START_TEST(a_forged_end_of_step_spoils_the_step)
{
    put_mark(t, MARK_RUN, 0, 1);
    put_reset();
    put_mark(t, MARK_STEP_BEGIN, 0, 1);
    put_service();
    put_mark(t, MARK_STEP_END, 0, 1);
    put_mark(t, MARK_STEP_END, 0, 1);
    put_step(1);
    judge();
    ck_assert_uint_eq(verdict.result[1].status, STATUS_FAIL);
}
END_TEST

START_TEST(a_forged_window_inside_a_step_spoils_it)
{
    put_mark(t, MARK_RUN, 0, 1);
    put_reset();
    put_mark(t, MARK_STEP_BEGIN, 0, 1);
    put_reset();
    put_service();
    put_mark(t, MARK_STEP_END, 0, 1);
    judge();
    ck_assert_uint_eq(verdict.score, 0);
    ck_assert_int_eq(verdict.result[0].finding.kind, FOUND_MARKS);
}
END_TEST

START_TEST(a_step_out_of_order_earns_nothing)
{
    put_mark(t, MARK_RUN, 0, 1);
    put_step(1);
    judge();
    ck_assert_uint_eq(verdict.score, 0);
}
END_TEST

START_TEST(an_unexplained_event_fails_its_step_alone)
{
    put_mark(t, MARK_RUN, 0, 1);
    put_step(0);
    put_reset();
    put_mark(t, MARK_STEP_BEGIN, 1, 2);
    put_service();
    put_self_ipi(t, 0x44);
    put_mark(t, MARK_STEP_END, 1, 2);
    put_reset();
    put_mark(t, MARK_RUN, 1, 0);
    judge();
    ck_assert_uint_eq(verdict.score, 60);
    ck_assert_int_eq(verdict.result[1].finding.kind, FOUND_EXTRA);
    ck_assert_uint_eq(verdict.result[1].finding.vector, 0x44);
}
END_TEST

START_TEST(nothing_counts_from_a_disagreement_on)
{
    put_mark(t, MARK_RUN, 0, 1);
    put_step(0);
    put_reset();
    put_mark(t, MARK_STEP_BEGIN, 1, 2);
    put_read(t, LAPIC_TPR, 0x70);
    put_service();
    put_mark(t, MARK_STEP_END, 1, 2);
    put_reset();
    put_mark(t, MARK_RUN, 1, 0);
    judge();
    ck_assert_uint_eq(verdict.score, 60);
    ck_assert_int_eq(verdict.result[1].finding.kind, FOUND_DISAGREES);
}
END_TEST

START_TEST(a_modified_kernel_earns_nothing)
{
    t->kernel_intact = false;
    put_mark(t, MARK_RUN, 0, 1);
    put_step(0);
    put_step(1);
    judge();
    ck_assert_uint_eq(verdict.score, 0);
    ck_assert(verdict.modified);
}
END_TEST

START_TEST(an_undone_todo_is_named_and_blocks)
{
    put_mark(t, MARK_RUN, 0, 1);
    put_reset();
    put_mark(t, MARK_STEP_BEGIN, 0, 1);
    put_mark(t, MARK_TODO, 0, 1);
    put_mark(t, MARK_STEP_END, 0, 1);
    put_reset();
    put_mark(t, MARK_STEP_BEGIN, 1, 2);
    put_mark(t, MARK_TODO, 1, 1);
    put_mark(t, MARK_STEP_END, 1, 2);
    judge();
    ck_assert_int_eq(verdict.result[0].finding.kind, FOUND_TODO);
    ck_assert_uint_eq(verdict.result[0].blocked_by, 0);
    ck_assert_uint_eq(verdict.result[1].blocked_by, 1);
    ck_assert_ptr_eq(verdict.first, &verdict.result[0]);
}
END_TEST

/* Whatever number a step claims to be undone, it earned nothing. */
START_TEST(a_forged_todo_mark_gives_no_points)
{
    put_mark(t, MARK_RUN, 0, 1);
    put_reset();
    put_mark(t, MARK_STEP_BEGIN, 0, 1);
    put_mark(t, MARK_TODO, 0, 9);
    put_mark(t, MARK_STEP_END, 0, 1);
    judge();
    ck_assert_uint_eq(verdict.score, 0);
}
END_TEST

static bool always(struct window *w)
{
    (void)w;
    return true;
}

static bool never(struct window *w)
{
    return require(w, false, w->first, EVENT_NO_VECTOR, "never");
}

/* The second check of TODO 1 needs the others' functions, and the next one says
 * that it is TODO 2 which fails. */
static const struct check entwined[] = {
    {.id = "own", .todo = 1, .steps = BIT(1), .holds = always},
    {.id = "wide",
     .todo = 1,
     .steps = BIT(1),
     .needs = BIT(2) | BIT(3),
     .holds = never},
    {.id = "narrow",
     .todo = 2,
     .steps = BIT(1),
     .needs = BIT(1),
     .holds = never},
    {.id = "after",
     .todo = 3,
     .steps = BIT(1),
     .needs = BIT(1) | BIT(2),
     .holds = never},
};

static struct lab tangle;

static void judge_whole_run(const struct check *of, unsigned count)
{
    tangle = lab;
    tangle.checks = of;
    tangle.check_count = count;
    put_mark(t, MARK_RUN, 0, 1);
    put_step(0);
    put_step(1);
    put_reset();
    put_mark(t, MARK_RUN, 1, 0);
    run_from_trace(&run, &tangle);
    verdict_make(&verdict, &tangle, &run, 1, 0);
}

START_TEST(what_fails_with_less_to_rely_on_is_to_blame)
{
    judge_whole_run(entwined, COUNT_OF(entwined));
    ck_assert_uint_eq(verdict.result[1].blocked_by, 2);
    ck_assert_uint_eq(verdict.result[2].blocked_by, 0);
    ck_assert_uint_eq(verdict.result[3].blocked_by, 2);
    ck_assert_ptr_eq(verdict.first, &verdict.result[2]);
}
END_TEST

/* Both rely on all three; TODO 1 is seen to work by itself, TODO 3 is not. */
static const struct check unproven[] = {
    {.id = "own", .todo = 1, .steps = BIT(1), .holds = always},
    {.id = "wide", .todo = 1, .steps = BIT(1), .needs = BIT(3), .holds = never},
    {.id = "other",
     .todo = 3,
     .steps = BIT(1),
     .needs = BIT(1),
     .holds = never},
};

START_TEST(what_works_by_itself_is_not_to_blame)
{
    judge_whole_run(unproven, COUNT_OF(unproven));
    ck_assert_uint_eq(verdict.result[1].blocked_by, 3);
    ck_assert_uint_eq(verdict.result[2].blocked_by, 0);
    ck_assert_ptr_eq(verdict.first, &verdict.result[2]);
}
END_TEST

/* Step 2 is never reached, which is no evidence against its TODO. */
static const struct check unreached[] = {
    {.id = "wide",
     .todo = 1,
     .steps = BIT(1),
     .needs = BIT(2) | BIT(3),
     .holds = never},
    {.id = "narrow",
     .todo = 2,
     .steps = BIT(2),
     .needs = BIT(1),
     .holds = never},
};

START_TEST(a_step_never_reached_is_no_evidence)
{
    tangle = lab;
    tangle.checks = unreached;
    tangle.check_count = COUNT_OF(unreached);
    t->end = END_TICK_LIMIT;
    put_mark(t, MARK_RUN, 0, 1);
    put_step(0);
    run_from_trace(&run, &tangle);
    verdict_make(&verdict, &tangle, &run, 1, 0);
    ck_assert_uint_eq(verdict.result[0].blocked_by, 0);
    ck_assert_ptr_eq(verdict.first, &verdict.result[0]);
}
END_TEST

Suite *run_suite(void)
{
    const TTest *const tests[] = {
        a_whole_run_earns_all_points,
        marks_alone_earn_nothing,
        an_empty_record_earns_nothing,
        an_early_end_costs_the_step_and_what_follows,
        a_forged_end_of_step_spoils_the_step,
        a_forged_window_inside_a_step_spoils_it,
        a_step_out_of_order_earns_nothing,
        an_unexplained_event_fails_its_step_alone,
        nothing_counts_from_a_disagreement_on,
        a_modified_kernel_earns_nothing,
        an_undone_todo_is_named_and_blocks,
        a_forged_todo_mark_gives_no_points,
        what_fails_with_less_to_rely_on_is_to_blame,
        what_works_by_itself_is_not_to_blame,
        a_step_never_reached_is_no_evidence,
    };
    Suite *suite = suite_create("run");
    TCase *cases = tcase_create("windows");

    tcase_add_checked_fixture(cases, begin_run, end);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tcase_add_test(cases, tests[i]);
    suite_add_tcase(suite, cases);
    return suite;
}

/*
 * tests/grader/report_run_test.c - the run inside a JSON report, which the
 * trace viewer draws.
 */
#include <check.h>
#include <jansson.h>
#include "report_json.h"
#include "report_lab.h"
#include "report_run.h"

static json_t *report_of(enum hand_record which, bool events)
{
    struct options options = hand_options();
    struct grading g;
    json_t *report;

    options.events = events;
    hand_grade(&g, which);
    report = report_json_make(&g, "bochs", &options);
    grading_free(&g);
    return report;
}

static const char *event_text(json_t *run, size_t i)
{
    const char *text =
        json_string_value(json_array_get(json_object_get(run, "events"), i));

    return text != NULL ? text : "";
}

START_TEST(the_run_is_there_when_asked_for)
{
    json_t *without = report_of(RECORD_NO_EOI, false);
    json_t *with = report_of(RECORD_NO_EOI, true);

    ck_assert_ptr_null(json_object_get(without, "run"));
    ck_assert(json_is_object(json_object_get(with, "run")));
    json_object_del(with, "run");
    ck_assert(json_equal(without, with)); /* and nothing else changes */
    json_decref(without);
    json_decref(with);
}
END_TEST

/* After the write of SVR: accept, deliver, EOI of 0x31.  IRR,
 * then ISR, then neither. */
START_TEST(events_carry_the_states_behind_them)
{
    json_t *report = report_of(RECORD_RIGHT, true);
    json_t *run = json_object_get(report, "run");
    const char *accept = event_text(run, 1), *deliver = event_text(run, 2);
    const char *eoi = event_text(run, 3);

    ck_assert_ptr_nonnull(strstr(accept, " 0 accept 0x31 0x0 0x0"));
    ck_assert_ptr_nonnull(strstr(accept, " irr=0x31 isr= tpr=0x00 ppr=0x00"));
    ck_assert_ptr_nonnull(strstr(deliver, " deliver 0x31 "));
    ck_assert_ptr_nonnull(strstr(deliver, " irr= isr=0x31 tpr=0x00 ppr=0x30"));
    ck_assert_ptr_nonnull(strstr(eoi, " irr= isr= tpr=0x00 ppr=0x00"));
    json_decref(report);
}
END_TEST

START_TEST(a_state_that_stays_is_not_repeated)
{
    json_t *report = report_of(RECORD_LONG, true);
    json_t *run = json_object_get(report, "run");
    size_t count = json_array_size(json_object_get(run, "events"));
    size_t repeated = 0;

    for (size_t i = 1; i < count; i++) {
        const char *before = strstr(event_text(run, i - 1), " irr=");
        const char *now = strstr(event_text(run, i), " irr=");

        repeated += before != NULL && now != NULL && strcmp(before, now) == 0;
    }
    ck_assert_uint_gt(count, 4);
    ck_assert_uint_eq(repeated, 0);
    json_decref(report);
}
END_TEST

/* What `wrong` says of its first check, and that it says no more: a check that
 * is blocked by another points nowhere. */
static json_int_t only_wrong_event(json_t *run)
{
    json_t *wrong = json_object_get(run, "wrong");
    json_t *first = json_array_get(wrong, 0);

    ck_assert_uint_eq(json_array_size(wrong), 1);
    ck_assert_str_eq(json_string_value(json_object_get(first, "check")),
                     "hand-order");
    return json_integer_value(json_object_get(first, "event"));
}

/* 0x22 was accepted where the EOI for 0x31 was due. */
START_TEST(a_failed_check_points_at_its_event)
{
    json_t *report = report_of(RECORD_NO_EOI, true);
    json_t *run = json_object_get(report, "run");
    json_int_t at = only_wrong_event(run);

    ck_assert_int_eq(at, 4);
    ck_assert_ptr_nonnull(strstr(event_text(run, 4), " accept 0x22 "));
    json_decref(report);
}
END_TEST

/* The same in the second step, of the second seed's run. */
START_TEST(the_run_that_failed_is_shown_from_its_first_step)
{
    struct options options = hand_options();
    struct grading g = {.lab = &hand_lab, .seeds = 2};
    json_t *report, *run;

    options.events = true;
    g.run = need(calloc(2, sizeof *g.run));
    for (unsigned i = 0; i < 2; i++) {
        struct trace *trace = &g.run[i].boot[0].trace;
        struct hand h = {.trace = trace, .tick = 48000};

        g.run[i].seed = HAND_SEED + i;
        trace_init(trace);
        trace->kernel_intact = trace->kernel_checked = true;
        trace->end = END_FINISHED;
        hand_mark(&h, MARK_RUN, 0, 1);
        hand_step(&h, 0, RECORD_RIGHT);
        hand_step(&h, 1, i == 0 ? RECORD_RIGHT : RECORD_NO_EOI);
        hand_mark(&h, MARK_RUN, 0, 0);
        run_from_trace(&g.run[i], &hand_lab);
    }
    verdict_make(&g.verdict, &hand_lab, g.run, 2, 0);
    report = report_json_make(&g, "bochs", &options);
    run = json_object_get(report, "run");
    ck_assert_int_eq(json_integer_value(json_object_get(run, "seed")),
                     HAND_SEED + 1);
    ck_assert_int_eq(only_wrong_event(run), 9 + 4);
    json_decref(report);
    grading_free(&g);
}
END_TEST

/* Two requests at once, TPR below what is in service, a write to the 8259A,
 * and then the run ends inside its step. */
START_TEST(vectors_stand_in_order_and_the_last_event_is_there)
{
    struct options options = hand_options();
    struct grading g = {.lab = &hand_lab, .seeds = 1};
    struct hand h = {.tick = 48000};
    json_t *report, *run;

    options.events = true;
    g.run = need(calloc(1, sizeof *g.run));
    h.trace = &g.run->boot[0].trace;
    trace_init(h.trace);
    h.trace->kernel_intact = h.trace->kernel_checked = true;
    h.trace->end = END_RESET;
    hand_mark(&h, MARK_RUN, 0, 1);
    hand_mark(&h, MARK_RESET, 0, 1);
    hand_mark(&h, MARK_RESET, 0, 0);
    hand_mark(&h, MARK_STEP_BEGIN, 0, 0);
    hand_event(&h, EV_APIC_WRITE, EVENT_NO_VECTOR, LAPIC_SVR, 0x1ff);
    hand_send(&h, 0x31);
    hand_send(&h, 0x22);
    hand_event(&h, EV_DELIVER, 0x31, 0, 0);
    hand_event(&h, EV_APIC_WRITE, EVENT_NO_VECTOR, LAPIC_TPR, 0x10);
    hand_event(&h, EV_PIC_WRITE, EVENT_NO_VECTOR, 0x21, 0xef);
    run_from_trace(g.run, &hand_lab);
    verdict_make(&g.verdict, &hand_lab, g.run, 1, 0);
    report = report_json_make(&g, "bochs", &options);
    run = json_object_get(report, "run");
    ck_assert_uint_eq(json_array_size(json_object_get(run, "events")), 6);
    ck_assert_ptr_nonnull(strstr(event_text(run, 2), " irr=0x22,0x31 isr= "));
    ck_assert_ptr_nonnull(strstr(event_text(run, 4), " tpr=0x10 ppr=0x30"));
    ck_assert_ptr_nonnull(strstr(event_text(run, 0), " pic-imr=0xffff"));
    ck_assert_ptr_null(strstr(event_text(run, 4), " pic-imr="));
    ck_assert_ptr_nonnull(strstr(event_text(run, 5), " pic-imr=0xffef"));
    ck_assert_ptr_null(strstr(event_text(run, 5), " irr="));
    json_decref(report);
    grading_free(&g);
}
END_TEST

START_TEST(steps_say_where_they_begin)
{
    json_t *report = report_of(RECORD_RIGHT, true);
    json_t *run = json_object_get(report, "run");
    json_t *steps = json_object_get(run, "steps");
    json_t *second = json_array_get(steps, 1);

    ck_assert_uint_ge(json_array_size(steps), HAND_STEPS);
    ck_assert_int_eq(json_integer_value(json_object_get(second, "step")), 1);
    ck_assert_int_eq(json_integer_value(json_object_get(second, "first")), 9);
    ck_assert_int_eq(json_integer_value(json_object_get(second, "boot")), 0);
    ck_assert(!json_is_true(json_object_get(run, "cut")));
    json_decref(report);
}
END_TEST

START_TEST(without_a_verdict_there_is_no_run)
{
    struct options options = hand_options();
    struct grading g = {.lab = &hand_lab, .host_error = "no emulator"};
    json_t *report;

    options.events = true;
    report = report_json_make(&g, "bochs", &options);
    ck_assert(json_is_null(json_object_get(report, "run")));
    json_decref(report);
}
END_TEST

Suite *report_run_suite(void)
{
    Suite *suite = suite_create("report_run");
    TCase *tcase = tcase_create("report_run");

    tcase_add_test(tcase, the_run_is_there_when_asked_for);
    tcase_add_test(tcase, events_carry_the_states_behind_them);
    tcase_add_test(tcase, a_state_that_stays_is_not_repeated);
    tcase_add_test(tcase, a_failed_check_points_at_its_event);
    tcase_add_test(tcase, the_run_that_failed_is_shown_from_its_first_step);
    tcase_add_test(tcase, vectors_stand_in_order_and_the_last_event_is_there);
    tcase_add_test(tcase, steps_say_where_they_begin);
    tcase_add_test(tcase, without_a_verdict_there_is_no_run);
    suite_add_tcase(suite, tcase);
    return suite;
}

/*
 * tests/grader/qemu_pace_test.c - when a guest on QEMU no longer gets on.
 *
 * The bounds themselves, without a QEMU: lines between two places of the plan,
 * instructions without a line, and processor time.  Progress and the count of
 * lines are the reader's; what it makes of marks is asked here, too.
 */
#include "qemu_pace.h"
#include "read_qemu_case.h"

#define START_US 30000u
#define MANY     900000u /* instructions that a right run may be silent */

static struct qemu_pace pace;

static void setup(void)
{
    begin(1);
    pace = (struct qemu_pace){0};
    pace_start(&pace, 1, START_US);
}

static void mark_of(enum mark_kind kind, unsigned step, unsigned arg)
{
    char text[128];

    snprintf(text, sizeof text, OP "0xb0c0 value 0x%x size 4 name 'io'\n",
             (unsigned)kind << 28 | step << 16 | arg);
    feed(text);
}

static void lines(unsigned count)
{
    while (count-- > 0)
        feed("apic_mem_readl 0x20 = 0x00000000\n");
}

/* A CPU has done something. */
static enum run_end record(unsigned used_us)
{
    feed(MADE);
    return pace_record(&pace, &reader, used_us);
}

/* QEMU is asked at `used_us` and answers. */
static enum run_end answer(unsigned used_us, uint64_t instructions)
{
    ck_assert(pace_asks(&pace, used_us));
    pace_answer(&pace, instructions);
    return pace_round(&pace, used_us);
}

START_TEST(a_step_may_make_so_many_lines)
{
    mark_of(MARK_STEP_BEGIN, 0, 0);
    lines(5900);
    ck_assert_int_eq(record(START_US), END_NONE);
    lines(200);
    ck_assert_int_eq(record(START_US), END_LOG_LIMIT);
}
END_TEST

START_TEST(the_next_step_may_as_well)
{
    for (unsigned step = 0; step < 4; step++) {
        mark_of(MARK_STEP_BEGIN, step, 0);
        lines(5900);
        mark_of(MARK_STEP_END, step, 0);
        lines(5900);
    }
    ck_assert_int_eq(record(START_US), END_NONE);
}
END_TEST

/* However the record was cut into pieces. */
START_TEST(a_flood_is_one_though_a_mark_follows)
{
    lines(6100);
    mark_of(MARK_STEP_BEGIN, 0, 0);
    ck_assert_int_eq(record(START_US), END_LOG_LIMIT);
}
END_TEST

START_TEST(the_same_place_again_is_no_progress)
{
    mark_of(MARK_STEP_BEGIN, 5, 0);
    for (unsigned i = 0; i < 7; i++) {
        lines(1000);
        mark_of(MARK_STEP_BEGIN, 5, 0);
        mark_of(MARK_STEP_END, 4, 0);
        mark_of(MARK_RESET, 9, 1);
        mark_of(MARK_POINT, 9, 1);
    }
    ck_assert_int_eq(record(START_US), END_LOG_LIMIT);
}
END_TEST

/* A chatty submission is bounded by all its lines alone. */
START_TEST(the_console_is_not_counted_in_a_step)
{
    for (unsigned i = 0; i < 4000; i++)
        feed(OP "0xe9 value 0x41 size 1 name 'isa-debugcon'\n");
    ck_assert_int_eq(record(START_US), END_NONE);
    ck_assert_uint_gt(reader.lines, 4000);
}
END_TEST

START_TEST(silence_is_counted_in_instructions)
{
    ck_assert_int_eq(record(START_US), END_NONE);
    ck_assert_int_eq(answer(START_US + 5000, 1000), END_NONE);
    ck_assert_int_eq(answer(START_US + 10000, 1000 + MANY), END_NONE);
    ck_assert_int_eq(answer(START_US + 15000, 1000 + 2 * MANY), END_TICK_LIMIT);
}
END_TEST

/* One that waits without PAUSE keeps the others from running. */
START_TEST(with_several_cpus_silence_lasts_longer)
{
    pace_start(&pace, 2, START_US);
    ck_assert_int_eq(answer(START_US + 5000, 1000), END_NONE);
    ck_assert_int_eq(answer(START_US + 10000, 1000 + 4 * MANY), END_NONE);
    ck_assert_int_eq(answer(START_US + 15000, 1000 + 5 * MANY), END_TICK_LIMIT);
}
END_TEST

START_TEST(record_ends_a_silence)
{
    ck_assert_int_eq(answer(START_US + 5000, 1000), END_NONE);
    ck_assert_int_eq(record(START_US + 6000), END_NONE);
    ck_assert_int_eq(answer(START_US + 10000, 2 * MANY), END_NONE);
    ck_assert_int_eq(answer(START_US + 15000, 3 * MANY), END_NONE);
}
END_TEST

/* The PIT's line moves by itself. */
START_TEST(what_no_cpu_did_ends_no_silence)
{
    ck_assert_int_eq(record(START_US), END_NONE);
    ck_assert_int_eq(answer(START_US + 5000, 1000), END_NONE);
    feed("pic_set_irq master 1 irq 0 level 1\n");
    ck_assert_int_eq(pace_record(&pace, &reader, START_US + 6000), END_NONE);
    ck_assert_int_eq(answer(START_US + 10000, 2 * MANY), END_TICK_LIMIT);
}
END_TEST

/* It may have been given before the record was made. */
START_TEST(an_answer_that_record_has_overtaken_counts_nowhere)
{
    ck_assert(pace_asks(&pace, START_US + 5000));
    ck_assert_int_eq(record(START_US + 6000), END_NONE);
    pace_answer(&pace, 1000);
    ck_assert_int_eq(answer(START_US + 15000, 2 * MANY), END_NONE);
    ck_assert_int_eq(answer(START_US + 20000, 3 * MANY), END_NONE);
}
END_TEST

START_TEST(qemu_is_asked_once_and_not_while_record_comes)
{
    ck_assert(!pace_asks(&pace, START_US + 1000));
    ck_assert(pace_asks(&pace, START_US + 5000));
    ck_assert(!pace_asks(&pace, START_US + 10000));
    pace_answer(&pace, 1000);
    record(START_US + 10000);
    ck_assert(!pace_asks(&pace, START_US + 11000));
    ck_assert(pace_asks(&pace, START_US + 16000)); /* a long step */
    pace_answer(&pace, 2000);
    record(START_US + 17000);
    ck_assert(!pace_asks(&pace, START_US + 18000));
    ck_assert(pace_asks(&pace, START_US + 20000));
}
END_TEST

/* A loop of PAUSE: more than a start-up's time, and it was executed. */
START_TEST(a_busy_step_may_last_as_long_as_the_start)
{
    ck_assert_int_eq(answer(START_US + 4000, 1000), END_NONE);
    ck_assert_int_eq(answer(START_US + 16000, 200000), END_NONE);
    ck_assert_int_eq(pace_round(&pace, 2 * START_US - 1000), END_NONE);
    ck_assert_int_eq(pace_round(&pace, 2 * START_US + 1000), END_TIME_LIMIT);
    ck_assert(!pace.slow);
}
END_TEST

/* A host that stands still for that long executes nothing. */
START_TEST(without_instructions_it_may_last_longer)
{
    ck_assert_int_eq(answer(START_US + 4000, 1000), END_NONE);
    ck_assert_int_eq(answer(START_US + 16000, 50000), END_NONE);
    ck_assert_int_eq(pace_round(&pace, 2 * START_US + 1000), END_NONE);
    ck_assert_int_eq(pace_round(&pace, 3 * START_US + 1000), END_TIME_LIMIT);
    ck_assert(pace.slow);
}
END_TEST

START_TEST(progress_begins_a_new_time)
{
    mark_of(MARK_STEP_BEGIN, 0, 0);
    ck_assert_int_eq(record(3 * START_US), END_NONE);
    ck_assert_int_eq(pace_round(&pace, 4 * START_US), END_NONE);
    ck_assert_int_eq(pace_round(&pace, 6 * START_US + 1000), END_TIME_LIMIT);
}
END_TEST

START_TEST(without_a_start_nothing_is_bounded)
{
    pace = (struct qemu_pace){0};
    ck_assert_int_eq(pace_round(&pace, 100 * START_US), END_NONE);
    ck_assert(!pace_asks(&pace, 100 * START_US));
    lines(6100);
    ck_assert_int_eq(record(100 * START_US), END_NONE);
}
END_TEST

Suite *qemu_pace_suite(void);
Suite *qemu_pace_suite(void)
{
    Suite *suite = suite_create("qemu_pace");
    TCase *t = tcase_create("bounds");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, a_step_may_make_so_many_lines);
    tcase_add_test(t, the_next_step_may_as_well);
    tcase_add_test(t, a_flood_is_one_though_a_mark_follows);
    tcase_add_test(t, the_same_place_again_is_no_progress);
    tcase_add_test(t, the_console_is_not_counted_in_a_step);
    tcase_add_test(t, silence_is_counted_in_instructions);
    tcase_add_test(t, with_several_cpus_silence_lasts_longer);
    tcase_add_test(t, record_ends_a_silence);
    tcase_add_test(t, what_no_cpu_did_ends_no_silence);
    tcase_add_test(t, an_answer_that_record_has_overtaken_counts_nowhere);
    tcase_add_test(t, qemu_is_asked_once_and_not_while_record_comes);
    tcase_add_test(t, a_busy_step_may_last_as_long_as_the_start);
    tcase_add_test(t, without_instructions_it_may_last_longer);
    tcase_add_test(t, progress_begins_a_new_time);
    tcase_add_test(t, without_a_start_nothing_is_bounded);
    suite_add_tcase(suite, t);
    return suite;
}

/*
 * tests/grader/oracle_test.c - the replay agrees with a right record, finds
 * the first wrong event of a wrong one, and counts named deviations.
 */
#include <check.h>
#include <string.h>
#include "checks.h"
#include "record.h"
#include "trace_case.h"

static struct trace trace;
static struct record record;

static void begin(void)
{
    trace_init(&trace);
    record = (struct record){0};
}

static void end(void)
{
    record_free(&record);
    trace_free(&trace);
}

static void replay_all(void)
{
    record_make(&record, &trace);
}

START_TEST(a_self_ipi_served_and_retired_agrees)
{
    put_enable(&trace);
    put_self_ipi(&trace, 0x31);
    put_delivery(&trace, 0x31);
    put_eoi(&trace, 0x31);
    replay_all();
    ck_assert_uint_eq(record.disagree_at, NOWHERE);
}
END_TEST

START_TEST(the_state_is_that_after_the_event)
{
    put_enable(&trace);
    put_self_ipi(&trace, 0x31);
    put_vector(&trace, EV_DELIVER, 0x31);
    replay_all();
    ck_assert_uint_eq(record_state(&record, 2, 0)->irr[1], 1u << 17);
    ck_assert_uint_eq(record_state(&record, 3, 0)->isr[1], 1u << 17);
    ck_assert_uint_eq(record_state(&record, 3, 0)->irr[1], 0);
    ck_assert_uint_eq(record_state(&record, 3, 0)->ppr, 0x30);
}
END_TEST

START_TEST(a_vector_that_nothing_sent_disagrees)
{
    put_enable(&trace);
    put_vector(&trace, EV_ACCEPT, 0x31);
    replay_all();
    ck_assert_uint_eq(record.disagree_at, 1);
}
END_TEST

START_TEST(a_delivery_out_of_order_disagrees)
{
    put_enable(&trace);
    put_self_ipi(&trace, 0x31);
    put_self_ipi(&trace, 0x52);
    put_vector(&trace, EV_DELIVER, 0x31);
    replay_all();
    ck_assert_uint_eq(record.disagree_at, 5);
}
END_TEST

START_TEST(a_delivery_below_ppr_disagrees)
{
    put_enable(&trace);
    put_write(&trace, LAPIC_TPR, 0x40);
    put_self_ipi(&trace, 0x31);
    put_vector(&trace, EV_DELIVER, 0x31);
    replay_all();
    ck_assert_uint_eq(record.disagree_at, 4);
}
END_TEST

START_TEST(an_eoi_for_another_vector_disagrees)
{
    put_enable(&trace);
    put_self_ipi(&trace, 0x31);
    put_delivery(&trace, 0x31);
    put_eoi(&trace, 0x32);
    replay_all();
    ck_assert_uint_eq(record.disagree_at, 6);
}
END_TEST

/* CR8 leaves no trace: the read that shows another TPR does. */
START_TEST(a_hidden_tpr_is_found_by_the_next_read)
{
    put_enable(&trace);
    put_read(&trace, LAPIC_TPR, 0x50);
    replay_all();
    ck_assert_uint_eq(record.disagree_at, 1);
    ck_assert_uint_eq(record.reads_compared, 1);
}
END_TEST

START_TEST(a_vector_that_nobody_has_disagrees)
{
    put_enable(&trace);
    put(&trace, (struct event){.kind = EV_INTERRUPT,
                               .vector = 0x77,
                               .reg = INTERRUPT_EXTERNAL});
    replay_all();
    ck_assert_uint_eq(record.disagree_at, 1);
}
END_TEST

START_TEST(a_software_interrupt_is_nobodys_business)
{
    put(&trace, (struct event){.kind = EV_INTERRUPT,
                               .vector = 0x77,
                               .reg = INTERRUPT_SOFTWARE});
    replay_all();
    ck_assert_uint_eq(record.disagree_at, NOWHERE);
}
END_TEST

START_TEST(a_spurious_vector_after_a_raised_tpr_agrees)
{
    put_enable(&trace);
    put_self_ipi(&trace, 0x31);
    put_write(&trace, LAPIC_TPR, 0x40);
    put(&trace, (struct event){.kind = EV_INTERRUPT,
                               .vector = 0xff,
                               .reg = INTERRUPT_EXTERNAL});
    replay_all();
    ck_assert_uint_eq(record.disagree_at, NOWHERE);
    ck_assert_uint_eq(record.deviations[DEVIATION_SAME_CLASS_SPURIOUS], 0);
}
END_TEST

START_TEST(a_spurious_vector_under_the_same_class_is_a_named_deviation)
{
    put_enable(&trace);
    put_self_ipi(&trace, 0x51);
    put_delivery(&trace, 0x51);
    put_self_ipi(&trace, 0x55);
    put(&trace, (struct event){.kind = EV_INTERRUPT,
                               .vector = 0xff,
                               .reg = INTERRUPT_EXTERNAL});
    replay_all();
    ck_assert_uint_eq(record.disagree_at, NOWHERE);
    ck_assert_uint_eq(record.deviations[DEVIATION_SAME_CLASS_SPURIOUS], 1);
}
END_TEST

START_TEST(an_ignored_eoi_of_the_spurious_vector_is_a_named_deviation)
{
    put_write(&trace, LAPIC_SVR, 0x131);
    put_self_ipi(&trace, 0x31);
    put_delivery(&trace, 0x31);
    put_write(&trace, LAPIC_EOI, 0);
    put_vector(&trace, EV_EOI_IGNORED, EVENT_NO_VECTOR);
    put_read(&trace, LAPIC_ISR + 0x10, 1u << 17);
    replay_all();
    ck_assert_uint_eq(record.disagree_at, NOWHERE);
    ck_assert_uint_eq(record.deviations[DEVIATION_EOI_IGNORED_SVR], 1);
}
END_TEST

START_TEST(only_the_first_disagreement_is_kept)
{
    put_enable(&trace);
    put_vector(&trace, EV_ACCEPT, 0x31);
    put_vector(&trace, EV_ACCEPT, 0x32);
    replay_all();
    ck_assert_uint_eq(record.disagree_at, 1);
    ck_assert_ptr_nonnull(strstr(record.disagree_text, "0x31"));
}
END_TEST

Suite *oracle_suite(void)
{
    const TTest *const tests[] = {
        a_self_ipi_served_and_retired_agrees,
        the_state_is_that_after_the_event,
        a_vector_that_nothing_sent_disagrees,
        a_delivery_out_of_order_disagrees,
        a_delivery_below_ppr_disagrees,
        an_eoi_for_another_vector_disagrees,
        a_hidden_tpr_is_found_by_the_next_read,
        a_vector_that_nobody_has_disagrees,
        a_software_interrupt_is_nobodys_business,
        a_spurious_vector_after_a_raised_tpr_agrees,
        a_spurious_vector_under_the_same_class_is_a_named_deviation,
        an_ignored_eoi_of_the_spurious_vector_is_a_named_deviation,
        only_the_first_disagreement_is_kept,
    };
    Suite *suite = suite_create("oracle");
    TCase *cases = tcase_create("replay");

    tcase_add_checked_fixture(cases, begin, end);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tcase_add_test(cases, tests[i]);
    suite_add_tcase(suite, cases);
    return suite;
}

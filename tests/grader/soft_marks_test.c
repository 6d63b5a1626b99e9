/*
 * tests/grader/soft_marks_test.c - the soft I/O APIC's marks become events, and
 * a stream of them that contradicts the local APICs' own record is refused.
 *
 * Each case is a short record by hand: marks are what the guest claims, the
 * other events what the emulator saw.
 */
#include <check.h>
#include "checks.h"
#include "hw/ioapic_regs.h"
#include "model/ioapic.h"
#include "record.h"
#include "soft_marks.h"
#include "trace_case.h"

#define PIN    5u
#define GSI    29u /* of pin 5 */
#define VECTOR 0x51u
#define STEP   0u

static struct trace trace;
static struct record record;

static void begin(void)
{
    trace_init(&trace);
    record = (struct record){0};
    put_enable(&trace);
}

static void end(void)
{
    record_free(&record);
    trace_free(&trace);
}

static size_t put_soft(enum soft_op op, unsigned detail, uint32_t value)
{
    uint64_t argument = field_put(0, MARK_SOFT_OP, op);
    size_t i =
        put_mark(&trace, MARK_SOFT, STEP,
                 (unsigned)field_put(argument, MARK_SOFT_DETAIL, detail));

    trace.event[i].value |= (uint64_t)value << 32;
    return i;
}

static void put_register(uint32_t index, uint32_t value)
{
    put_soft(SOFT_WRITE, IOAPIC_IOREGSEL, index);
    put_soft(SOFT_WRITE, IOAPIC_IOWIN, value);
}

/* Pin 5 sends VECTOR to CPU 0, as a level. */
static void put_entry(uint64_t extra)
{
    put_register(ioapic_rte_high(PIN), 0);
    put_register(ioapic_rte_low(PIN),
                 (uint32_t)(IOAPIC_RTE_LEVEL | VECTOR | extra));
}

static void put_ipi(unsigned vector)
{
    put_write(&trace, LAPIC_ICR_HIGH, 0);
    put_write(&trace, LAPIC_ICR_LOW, (uint32_t)LAPIC_ICR_LEVEL_ASSERT | vector);
    put_vector(&trace, EV_ACCEPT, vector);
}

static void put_sent(unsigned vector)
{
    put_soft(SOFT_SEND_BEGIN, PIN, 0);
    put_ipi(vector);
    put_write(&trace, LAPIC_ICR_HIGH, 0);
    put_soft(SOFT_SEND_END, PIN, 1);
}

static void judge(void)
{
    put_mark(&trace, MARK_STEP_END, STEP, 1);
    soft_marks_expand(&trace);
    record_make(&record, &trace);
}

static bool agrees(void)
{
    judge();
    return record.disagree_at == NOWHERE;
}

/* A right beginning: an open entry, the line up, the message. */
static void put_request(void)
{
    put_entry(0);
    put_soft(SOFT_LINE, PIN, 1);
    put_sent(VECTOR);
}

START_TEST(an_input_is_said_again_as_an_event)
{
    size_t at = put_soft(SOFT_LINE, PIN, 1);

    soft_marks_expand(&trace);
    ck_assert_uint_eq(trace.count, at + 2);
    ck_assert_uint_eq(trace.event[at].kind, EV_MARK);
    ck_assert_uint_eq(trace.event[at + 1].kind, EV_IOAPIC_LINE);
    ck_assert_uint_eq(trace.event[at + 1].vector, EVENT_IOAPIC_SOFT);
    ck_assert_uint_eq(trace.event[at + 1].reg, PIN);
    ck_assert_uint_eq(trace.event[at + 1].value, 1);
    ck_assert_uint_eq(trace.event[at + 1].tick, trace.event[at].tick);
}
END_TEST

START_TEST(a_second_time_changes_nothing)
{
    put_request();
    soft_marks_expand(&trace);
    size_t count = trace.count;

    soft_marks_expand(&trace);
    ck_assert_uint_eq(trace.count, count);
}
END_TEST

START_TEST(a_message_and_its_acceptance_agree)
{
    put_request();
    ck_assert(agrees());
}
END_TEST

START_TEST(remote_irr_lasts_from_acceptance_to_eoi)
{
    struct window w = {.record = &record};
    size_t eoi;

    put_request();
    put_vector(&trace, EV_DELIVER, VECTOR);
    put_soft(SOFT_LINE, PIN, 0);
    put_eoi(&trace, VECTOR);
    ck_assert(agrees());
    for (eoi = 0; trace.event[eoi].kind != EV_EOI; eoi++)
        ;
    ck_assert(remote_irr_at(&w, eoi - 1, GSI));
    ck_assert(!remote_irr_at(&w, eoi, GSI));
}
END_TEST

START_TEST(a_line_without_its_message_disagrees)
{
    put_entry(0);
    put_soft(SOFT_LINE, PIN, 1);
    ck_assert(!agrees());
}
END_TEST

START_TEST(the_next_input_may_not_come_before_the_message)
{
    size_t at;

    put_entry(0);
    put_soft(SOFT_LINE, PIN, 1);
    at = put_soft(SOFT_LINE, PIN, 0);
    judge();
    ck_assert_uint_ne(record.disagree_at, NOWHERE);
    ck_assert(is_mark(&trace.event[record.disagree_at - 1], MARK_SOFT, -1));
    ck_assert_uint_gt(record.disagree_at, at);
}
END_TEST

START_TEST(a_held_line_owes_a_message_after_the_eoi)
{
    put_request();
    put_vector(&trace, EV_DELIVER, VECTOR);
    put_eoi(&trace, VECTOR);
    ck_assert(!agrees());
}
END_TEST

START_TEST(a_held_line_comes_again)
{
    put_request();
    put_vector(&trace, EV_DELIVER, VECTOR);
    put_eoi(&trace, VECTOR);
    put_sent(VECTOR);
    ck_assert(agrees());
}
END_TEST

START_TEST(a_masked_line_owes_nothing)
{
    put_entry(IOAPIC_RTE_MASKED);
    put_soft(SOFT_LINE, PIN, 1);
    ck_assert(agrees());
}
END_TEST

START_TEST(polarity_is_the_entrys)
{
    put_soft(SOFT_LINE, PIN, 1);
    put_entry(IOAPIC_RTE_ACTIVE_LOW);
    ck_assert(agrees());
}
END_TEST

START_TEST(a_message_that_nothing_asked_for_disagrees)
{
    put_entry(0);
    put_sent(VECTOR);
    ck_assert(!agrees());
}
END_TEST

START_TEST(another_vector_than_the_entrys_disagrees)
{
    put_entry(0);
    put_soft(SOFT_LINE, PIN, 1);
    put_sent(VECTOR + 1);
    ck_assert(!agrees());
}
END_TEST

START_TEST(an_ipi_of_the_students_own_pays_nothing)
{
    put_entry(0);
    put_soft(SOFT_LINE, PIN, 1);
    put_ipi(VECTOR);
    ck_assert(!agrees());
}
END_TEST

START_TEST(a_send_that_is_claimed_and_not_made_disagrees)
{
    put_entry(0);
    put_soft(SOFT_LINE, PIN, 1);
    put_soft(SOFT_SEND_BEGIN, PIN, 0);
    put_soft(SOFT_SEND_END, PIN, 1);
    ck_assert(!agrees());
}
END_TEST

START_TEST(an_acceptance_that_is_missing_disagrees)
{
    put_entry(0);
    put_soft(SOFT_LINE, PIN, 1);
    put_soft(SOFT_SEND_BEGIN, PIN, 0);
    put_write(&trace, LAPIC_ICR_HIGH, 0);
    put_write(&trace, LAPIC_ICR_LOW, (uint32_t)LAPIC_ICR_LEVEL_ASSERT | VECTOR);
    put_soft(SOFT_SEND_END, PIN, 1);
    ck_assert(!agrees());
}
END_TEST

START_TEST(a_vector_that_no_icr_can_send_is_passed_by)
{
    put_register(ioapic_rte_low(PIN), (uint32_t)IOAPIC_RTE_LEVEL | 3);
    put_soft(SOFT_LINE, PIN, 1);
    put_soft(SOFT_SEND_BEGIN, PIN, 0);
    put_soft(SOFT_SEND_END, PIN, 0);
    ck_assert(agrees());
}
END_TEST

START_TEST(a_read_that_contradicts_the_entry_disagrees)
{
    put_entry(IOAPIC_RTE_MASKED);
    put_soft(SOFT_READ, IOAPIC_IOWIN, 0x12345);
    ck_assert(!agrees());
}
END_TEST

START_TEST(a_read_of_remote_irr_agrees)
{
    put_request();
    put_soft(SOFT_READ, IOAPIC_IOWIN,
             (uint32_t)(IOAPIC_RTE_LEVEL | IOAPIC_RTE_REMOTE_IRR | VECTOR));
    ck_assert(agrees());
}
END_TEST

START_TEST(a_state_that_the_inputs_make_agrees)
{
    struct ioapic io;

    ioapic_reset(&io, IOAPIC_PINS);
    ioapic_write(&io, IOAPIC_IOREGSEL, ioapic_rte_low(PIN));
    ioapic_write(&io, IOAPIC_IOWIN,
                 (uint32_t)(IOAPIC_RTE_LEVEL | IOAPIC_RTE_MASKED | VECTOR));
    ioapic_set_pin(&io, PIN, true);
    put_entry(IOAPIC_RTE_MASKED);
    put_soft(SOFT_LINE, PIN, 1);
    put_soft(SOFT_STATE, 0, ioapic_digest(&io));
    ck_assert(agrees());
}
END_TEST

START_TEST(inputs_that_the_chip_never_had_disagree)
{
    struct ioapic io;

    ioapic_reset(&io, IOAPIC_PINS);
    put_entry(IOAPIC_RTE_MASKED);
    put_soft(SOFT_STATE, 0, ioapic_digest(&io));
    ck_assert(!agrees());
}
END_TEST

START_TEST(a_line_that_the_chip_never_saw_disagrees)
{
    struct ioapic io;

    ioapic_reset(&io, IOAPIC_PINS);
    put_soft(SOFT_LINE, PIN, 1);
    put_soft(SOFT_STATE, 0, ioapic_digest(&io));
    ck_assert(!agrees());
}
END_TEST

START_TEST(the_kernels_reset_forgets_entries_and_lines)
{
    put_entry(IOAPIC_RTE_MASKED);
    put_soft(SOFT_LINE, PIN, 1);
    put_mark(&trace, MARK_RESET, STEP, 1);
    put_entry(0);
    ck_assert(agrees());
}
END_TEST

Suite *soft_marks_suite(void)
{
    Suite *suite = suite_create("soft_marks");
    TCase *tcase = tcase_create("soft I/O APIC");

    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_test(tcase, an_input_is_said_again_as_an_event);
    tcase_add_test(tcase, a_second_time_changes_nothing);
    tcase_add_test(tcase, a_message_and_its_acceptance_agree);
    tcase_add_test(tcase, remote_irr_lasts_from_acceptance_to_eoi);
    tcase_add_test(tcase, a_line_without_its_message_disagrees);
    tcase_add_test(tcase, the_next_input_may_not_come_before_the_message);
    tcase_add_test(tcase, a_held_line_owes_a_message_after_the_eoi);
    tcase_add_test(tcase, a_held_line_comes_again);
    tcase_add_test(tcase, a_masked_line_owes_nothing);
    tcase_add_test(tcase, polarity_is_the_entrys);
    tcase_add_test(tcase, a_message_that_nothing_asked_for_disagrees);
    tcase_add_test(tcase, another_vector_than_the_entrys_disagrees);
    tcase_add_test(tcase, an_ipi_of_the_students_own_pays_nothing);
    tcase_add_test(tcase, a_send_that_is_claimed_and_not_made_disagrees);
    tcase_add_test(tcase, an_acceptance_that_is_missing_disagrees);
    tcase_add_test(tcase, a_vector_that_no_icr_can_send_is_passed_by);
    tcase_add_test(tcase, a_read_that_contradicts_the_entry_disagrees);
    tcase_add_test(tcase, a_read_of_remote_irr_agrees);
    tcase_add_test(tcase, a_state_that_the_inputs_make_agrees);
    tcase_add_test(tcase, inputs_that_the_chip_never_had_disagree);
    tcase_add_test(tcase, a_line_that_the_chip_never_saw_disagrees);
    tcase_add_test(tcase, the_kernels_reset_forgets_entries_and_lines);
    suite_add_tcase(suite, tcase);
    return suite;
}

/*
 * tests/grader/oracle_ioapic_test.c - both I/O APICs in the replay: a pin's
 * message must come and nothing else may, Bochs's own habits are counted, and
 * the soft chipset sends what its model asks for.
 */
#include "hw/ioapic_regs.h"
#include "replay_case.h"

static void begin(void)
{
    begin_replay(2);
}

static unsigned count_of(enum deviation which)
{
    return record.deviations[which];
}

static void put_half(unsigned unit, uint32_t index, uint32_t value)
{
    on(&trace, 0, EV_IOAPIC_WRITE, unit, IOAPIC_IOREGSEL, index);
    on(&trace, 0, EV_IOAPIC_WRITE, unit, IOAPIC_IOWIN, value);
}

/* Entry 4 of `unit` to CPU `dest`. */
static void put_entry(unsigned unit, unsigned dest, uint32_t low)
{
    put_half(unit, ioapic_rte_high(4), dest << 24);
    put_half(unit, ioapic_rte_low(4), low);
}

static size_t put_line(unsigned unit, bool high)
{
    return on(&trace, 0, EV_IOAPIC_LINE, unit, 4, high);
}

/* CPU takes `vector` and retires it. */
static void put_served(unsigned cpu, unsigned vector)
{
    on(&trace, cpu, EV_DELIVER, vector, 0, 0);
    on(&trace, cpu, EV_APIC_WRITE, NONE, LAPIC_EOI, 0);
    on(&trace, cpu, EV_EOI, vector, 0, 0);
}

#define LEVEL (uint32_t) IOAPIC_RTE_LEVEL
#define LOW   (uint32_t) IOAPIC_RTE_ACTIVE_LOW
#define MASK  (uint32_t) IOAPIC_RTE_MASKED

START_TEST(an_edge_is_accepted_where_the_entry_says)
{
    put_entry(0, 1, 0x41);
    put_line(0, true);
    size_t at = put_accept(&trace, 1, 0x41);

    put_served(1, 0x41);
    put_line(0, false);
    agrees();
    ck_assert(record_pin(&record, at, 0, 4)->high);
    ck_assert_uint_eq(record_pin(&record, at, 0, 4)->entry,
                      UINT64_C(1) << 56 | 0x41);
    ck_assert_ptr_null(record_pin(&record, 2, 0, 4));
    ck_assert_ptr_null(record_pin(&record, at, 0, 5));
    ck_assert(!record_pin(&record, trace.count, 0, 4)->high);
}
END_TEST

START_TEST(an_edge_that_nobody_accepts_disagrees)
{
    put_entry(0, 1, 0x41);
    put_line(0, true);
    disagrees(trace.count, "0x41 was sent and never accepted on CPU 1");
}
END_TEST

START_TEST(an_edge_at_another_cpu_disagrees)
{
    put_entry(0, 1, 0x41);
    put_line(0, true);
    disagrees(put_accept(&trace, 0, 0x41), "on CPU 0, and nothing sent it");
}
END_TEST

START_TEST(a_masked_edge_is_lost)
{
    put_entry(0, 1, 0x41 | MASK);
    put_line(0, true);
    put_entry(0, 1, 0x41);
    agrees();
}
END_TEST

START_TEST(an_entry_that_is_not_as_written_disagrees)
{
    put_entry(0, 1, 0x41);
    disagrees(on(&trace, 0, EV_IOAPIC_RTE, 0, 4, 0x41), "entry 4");
}
END_TEST

START_TEST(a_level_has_no_remote_irr_in_bochs)
{
    put_entry(0, 1, 0x41 | LEVEL);
    put_line(0, true);
    size_t at = put_accept(&trace, 1, 0x41);

    put_served(1, 0x41);
    agrees();
    ck_assert_uint_eq(record_pin(&record, at, 0, 4)->entry &
                          IOAPIC_RTE_REMOTE_IRR,
                      0);
    ck_assert_uint_eq(count_of(DEVIATION_REMOTE_IRR_NEVER), 1);
    ck_assert_uint_eq(count_of(DEVIATION_IOAPIC_EOI_IGNORED), 1);
}
END_TEST

START_TEST(a_level_in_service_is_sent_again_by_a_write)
{
    put_entry(0, 1, 0x41 | LEVEL);
    put_line(0, true);
    put_accept(&trace, 1, 0x41);
    on(&trace, 1, EV_DELIVER, 0x41, 0, 0);
    put_half(0, ioapic_rte_low(7), MASK);
    put_accept(&trace, 1, 0x41);
    agrees();
    ck_assert_uint_eq(count_of(DEVIATION_LEVEL_SENT_AGAIN), 1);
}
END_TEST

START_TEST(a_level_that_did_not_rise_stays)
{
    put_line(0, true);
    put_entry(0, 1, 0x41 | LEVEL);
    agrees();
    ck_assert_uint_eq(count_of(DEVIATION_LEVEL_NEEDS_RISE), 1);
}
END_TEST

START_TEST(a_level_masked_at_its_rise_comes_with_the_mask_off)
{
    put_entry(0, 1, 0x41 | LEVEL | MASK);
    put_line(0, true);
    put_half(0, ioapic_rte_low(4), 0x41 | LEVEL);
    put_accept(&trace, 1, 0x41);
    agrees();
}
END_TEST

START_TEST(polarity_is_not_heeded)
{
    put_entry(0, 1, 0x41 | LOW);
    put_line(0, true);
    size_t at = put_accept(&trace, 1, 0x41);

    put_line(0, false);
    agrees();
    ck_assert(record_pin(&record, at, 0, 4)->high);
    ck_assert_uint_eq(count_of(DEVIATION_POLARITY_IGNORED), 2);
}
END_TEST

START_TEST(a_destination_that_is_nobody_is_tried_again)
{
    put_entry(0, 9, 0x41);
    put_line(0, true);
    put_half(0, ioapic_rte_high(4), 1u << 24);
    put_accept(&trace, 1, 0x41);
    agrees();
    ck_assert_uint_eq(count_of(DEVIATION_BAD_DESTINATION_RETRIED), 1);
}
END_TEST

/* ---- a machine as in the manual ---- */

START_TEST(elsewhere_the_eoi_sends_an_active_level_again)
{
    trace.habits = &habits_qemu;
    put_entry(0, 1, 0x41 | LEVEL);
    put_line(0, true);
    size_t at = put_accept(&trace, 1, 0x41);

    put_served(1, 0x41);
    put_accept(&trace, 1, 0x41);
    agrees();
    ck_assert_uint_ne(record_pin(&record, at, 0, 4)->entry &
                          IOAPIC_RTE_REMOTE_IRR,
                      0);
}
END_TEST

START_TEST(elsewhere_an_eoi_that_sends_nothing_disagrees)
{
    trace.habits = &habits_qemu;
    put_entry(0, 1, 0x41 | LEVEL);
    put_line(0, true);
    put_accept(&trace, 1, 0x41);
    put_served(1, 0x41);
    disagrees(trace.count, "never accepted");
}
END_TEST

/* ---- the soft one ---- */

static void soft(enum soft_op op, unsigned detail)
{
    uint64_t argument = field_put(detail, MARK_SOFT_OP, op);

    put_cpu_mark(&trace, 0, MARK_SOFT, (unsigned)argument);
}

/* The chipset sends `vector` to `dest`, and it is accepted. */
static size_t put_soft_send(unsigned dest, unsigned vector)
{
    size_t at;

    soft(SOFT_SEND_BEGIN, 4);
    at = put_icr(&trace, 0, dest, 0x4000 | vector);
    put_accept(&trace, dest, vector);
    soft(SOFT_SEND_END, 4);
    return at;
}

START_TEST(a_soft_level_is_sent_and_sent_again_after_its_eoi)
{
    put_entry(1, 1, 0x61 | LEVEL);
    put_line(1, true);
    size_t at = put_soft_send(1, 0x61);

    put_served(1, 0x61);
    put_soft_send(1, 0x61);
    put_line(1, false);
    put_served(1, 0x61);
    agrees();
    ck_assert_uint_ne(record_pin(&record, at, 1, 4)->entry &
                          IOAPIC_RTE_REMOTE_IRR,
                      0);
    ck_assert_uint_eq(record_pin(&record, trace.count, 1, 4)->entry &
                          IOAPIC_RTE_REMOTE_IRR,
                      0);
}
END_TEST

START_TEST(a_soft_message_that_is_owed_disagrees)
{
    put_entry(1, 1, 0x61 | LEVEL);
    put_line(1, true);
    disagrees(trace.count, "owes a message for its pin 4");
}
END_TEST

/* A level that nobody takes waits on; it is tried at the next input. */
START_TEST(a_soft_message_that_nobody_takes_is_no_debt)
{
    put_entry(1, 9, 0x61 | LEVEL);
    put_line(1, true);
    soft(SOFT_SEND_BEGIN, 4);
    put_icr(&trace, 0, 9, 0x4061);
    soft(SOFT_SEND_END, 4);
    agrees();
}
END_TEST

START_TEST(a_soft_message_that_nobody_asked_for_disagrees)
{
    put_entry(1, 1, 0x61 | LEVEL);
    soft(SOFT_SEND_BEGIN, 4);
    size_t at = put_icr(&trace, 0, 1, 0x4061);

    disagrees(at, "no pin asked for it");
}
END_TEST

START_TEST(a_soft_message_of_another_vector_disagrees)
{
    put_entry(1, 1, 0x61 | LEVEL);
    put_line(1, true);
    soft(SOFT_SEND_BEGIN, 4);
    size_t at = put_icr(&trace, 0, 1, 0x4062);

    put_accept(&trace, 1, 0x62);
    disagrees(at, "the model says 0x61");
}
END_TEST

START_TEST(a_soft_read_is_compared)
{
    put_entry(1, 1, 0x61 | LEVEL);
    size_t at = on(&trace, 0, EV_IOAPIC_READ, 1, IOAPIC_IOWIN, 0x61);

    disagrees(at, "read as 0x61, the model says 0x8061");
}
END_TEST

START_TEST(bochs_does_not_say_what_it_read)
{
    put_entry(0, 1, 0x61 | LEVEL);
    on(&trace, 0, EV_IOAPIC_READ, 0, IOAPIC_IOWIN, EVENT_NO_VALUE);
    agrees();
    ck_assert_uint_eq(record.reads_compared, 0);
}
END_TEST

/* What a trace file may hold. */
START_TEST(numbers_that_are_none_are_passed_over)
{
    for (int kind = EV_IOAPIC_WRITE; kind <= EV_IOAPIC_RTE; kind++) {
        on(&trace, 0, (enum event_kind)kind, 2, 4, 1);
        on(&trace, 0, (enum event_kind)kind, NONE, 4, 1);
        on(&trace, 15, (enum event_kind)kind, 1, 0xffffffff, 1);
    }
    agrees();
}
END_TEST

Suite *oracle_ioapic_suite(void)
{
    Suite *suite = suite_create("oracle_ioapic");
    TCase *own = tcase_create("machine"), *chipset = tcase_create("soft");

    tcase_add_checked_fixture(own, begin, end_replay);
    tcase_add_test(own, an_edge_is_accepted_where_the_entry_says);
    tcase_add_test(own, an_edge_that_nobody_accepts_disagrees);
    tcase_add_test(own, an_edge_at_another_cpu_disagrees);
    tcase_add_test(own, a_masked_edge_is_lost);
    tcase_add_test(own, an_entry_that_is_not_as_written_disagrees);
    tcase_add_test(own, a_level_has_no_remote_irr_in_bochs);
    tcase_add_test(own, a_level_in_service_is_sent_again_by_a_write);
    tcase_add_test(own, a_level_that_did_not_rise_stays);
    tcase_add_test(own, a_level_masked_at_its_rise_comes_with_the_mask_off);
    tcase_add_test(own, polarity_is_not_heeded);
    tcase_add_test(own, a_destination_that_is_nobody_is_tried_again);
    tcase_add_test(own, elsewhere_the_eoi_sends_an_active_level_again);
    tcase_add_test(own, elsewhere_an_eoi_that_sends_nothing_disagrees);
    tcase_add_test(own, bochs_does_not_say_what_it_read);
    tcase_add_test(own, numbers_that_are_none_are_passed_over);
    suite_add_tcase(suite, own);
    tcase_add_checked_fixture(chipset, begin, end_replay);
    tcase_add_test(chipset, a_soft_level_is_sent_and_sent_again_after_its_eoi);
    tcase_add_test(chipset, a_soft_message_that_is_owed_disagrees);
    tcase_add_test(chipset, a_soft_message_that_nobody_takes_is_no_debt);
    tcase_add_test(chipset, a_soft_message_that_nobody_asked_for_disagrees);
    tcase_add_test(chipset, a_soft_message_of_another_vector_disagrees);
    tcase_add_test(chipset, a_soft_read_is_compared);
    suite_add_tcase(suite, chipset);
    return suite;
}

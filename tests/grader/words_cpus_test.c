/*
 * tests/grader/words_cpus_test.c - the words of checks.h for several CPUs: on
 * hand-made records each must say yes where it should, and no, with a finding,
 * where it should not.
 */
#include <check.h>
#include <string.h>
#include "bus_case.h"
#include "checks.h"
#include "record.h"

static struct trace trace;
static struct record record;
static struct finding found;
static struct window w;

static void begin(void)
{
    trace_init(&trace);
    record = (struct record){0};
    found = (struct finding){0};
    put_cpus(&trace, 3);
    w = (struct window){.record = &record,
                        .first = put_cpu_mark(&trace, 0, MARK_STEP_BEGIN, 1),
                        .complete = true,
                        .found = &found};
}

static void end(void)
{
    record_free(&record);
    trace_free(&trace);
}

static void close_window(void)
{
    w.last = put_cpu_mark(&trace, 0, MARK_STEP_END, 1);
    record_make(&record, &trace);
    ck_assert_msg(record.disagree_at == NOWHERE, "%s", record.disagree_text);
}

static void put_service(unsigned cpu, unsigned vector)
{
    on(&trace, cpu, EV_DELIVER, vector, 0, 0);
    put_cpu_mark(&trace, cpu, MARK_STUB, vector);
    put_cpu_mark(&trace, cpu, MARK_BODY, vector);
    put_cpu_mark(&trace, cpu, MARK_BODY_END, vector);
    on(&trace, cpu, EV_APIC_WRITE, NONE, LAPIC_EOI, 0);
    on(&trace, cpu, EV_EOI, vector, 0, 0);
}

/* CPU 0 sends 41h to 1 and 52h to 2; both serve. */
static void put_two_ipis(void)
{
    put_icr(&trace, 0, 1, 0x4041);
    put_accept(&trace, 1, 0x41);
    put_icr(&trace, 0, 2, 0x4052);
    put_accept(&trace, 2, 0x52);
    put_service(2, 0x52);
    put_service(1, 0x41);
    close_window();
}

static struct script scripts[3];

static void expect_two_services(void)
{
    memset(scripts, 0, sizeof scripts);
    script_accept(&scripts[1], 0x41);
    script_service(&scripts[1], 0x41);
    script_accept(&scripts[2], 0x52);
    script_service(&scripts[2], 0x52);
}

START_TEST(each_cpu_keeps_its_own_script)
{
    put_two_ipis();
    expect_two_services();
    ck_assert_msg(scripts_hold(&w, scripts, 3), "%s", found.text);
    ck_assert_int_eq(found.kind, FOUND_NOTHING);
}
END_TEST

START_TEST(one_script_has_the_order_between_cpus)
{
    struct script s = {0};

    put_two_ipis();
    script_on(&s, 1);
    script_accept(&s, 0x41);
    script_on(&s, 2);
    script_accept(&s, 0x52);
    script_service(&s, 0x52);
    script_on(&s, 1);
    script_service(&s, 0x41);
    ck_assert_msg(script_holds(&w, &s), "%s", found.text);
}
END_TEST

START_TEST(a_script_for_another_cpu_does_not_hold)
{
    struct script s = {0};

    put_two_ipis();
    script_on(&s, 2);
    script_accept(&s, 0x41);
    ck_assert(!script_holds(&w, &s));
    ck_assert_int_eq(found.kind, FOUND_UNEXPECTED);
    ck_assert_str_eq(found.text, "accept 0x41 on CPU 2 was due and accept 0x41 "
                                 "on CPU 1 came");
}
END_TEST

START_TEST(what_is_missing_on_one_cpu_is_found)
{
    put_two_ipis();
    expect_two_services();
    script_accept(&scripts[2], 0x53);
    ck_assert(!scripts_hold(&w, scripts, 3));
    ck_assert_int_eq(found.kind, FOUND_MISSING);
    ck_assert_uint_eq(found.cpu, 2);
    ck_assert_uint_eq(found.expected.cpu, 2);
    ck_assert_uint_eq(found.vector, 0x53);
}
END_TEST

START_TEST(what_is_too_much_on_one_cpu_is_found)
{
    put_two_ipis();
    expect_two_services();
    scripts[1].count--;
    ck_assert(!scripts_hold(&w, scripts, 3));
    ck_assert_int_eq(found.kind, FOUND_EXTRA);
    ck_assert_uint_eq(found.cpu, 1);
}
END_TEST

START_TEST(a_cpu_without_a_script_must_be_silent)
{
    put_two_ipis();
    expect_two_services();
    ck_assert(!scripts_hold(&w, scripts, 2));
    ck_assert_int_eq(found.kind, FOUND_EXTRA);
    ck_assert_uint_eq(found.cpu, 2);
}
END_TEST

START_TEST(events_are_found_on_their_cpu)
{
    size_t at;

    put_two_ipis();
    at = find_event_on(&w, w.first, 2, EV_DELIVER, NONE);
    ck_assert_uint_eq(event_at(&w, at)->vector, 0x52);
    ck_assert_uint_eq(find_event_on(&w, w.first, 0, EV_DELIVER, NONE), NOWHERE);
    at = find_mark_on(&w, w.first, 1, MARK_BODY, -1);
    ck_assert_uint_eq(mark_argument(event_at(&w, at)), 0x41);
    at = find_access_on(&w, w.first, 1, EV_APIC_WRITE, LAPIC_EOI);
    ck_assert_uint_eq(event_at(&w, at)->cpu, 1);
    ck_assert_uint_eq(find_access_on(&w, at, 1, EV_APIC_WRITE, LAPIC_EOI),
                      NOWHERE);
}
END_TEST

START_TEST(states_are_of_their_cpu)
{
    size_t at;

    on(&trace, 1, EV_APIC_WRITE, NONE, LAPIC_LDR, 2u << 24);
    put_two_ipis();
    at = find_event_on(&w, w.first, 2, EV_DELIVER, 0x52);
    ck_assert(in_service_at(&w, at, 2, 0x52));
    ck_assert(!in_service_at(&w, at, 1, 0x52));
    ck_assert(pending_at(&w, at, 1, 0x41));
    ck_assert_uint_eq(ppr_at(&w, at, 2), 0x50);
    ck_assert_uint_eq(ppr_at(&w, at, 1), 0);
    ck_assert_uint_eq(ldr_at(&w, at, 1), 2u << 24);
    ck_assert(!x2apic_at(&w, at, 1));
    ck_assert(!pending_at(&w, at, 7, 0x41));
}
END_TEST

START_TEST(what_was_sent_is_told)
{
    size_t first, second;

    put_two_ipis();
    first = find_send(&w, w.first, 0);
    second = find_send(&w, first, 0);
    ck_assert_uint_eq(sent_at(&w, first), UINT64_C(0x0100000000004041));
    ck_assert_uint_eq(sent_at(&w, second), UINT64_C(0x0200000000004052));
    ck_assert_uint_eq(find_send(&w, second, 0), NOWHERE);
    ck_assert_uint_eq(find_send(&w, w.first, 1), NOWHERE);
}
END_TEST

START_TEST(what_was_sent_by_msr_is_told)
{
    size_t icr, self;

    for (unsigned cpu = 0; cpu < 3; cpu++)
        on(&trace, cpu, EV_MSR_WRITE, NONE, IA32_APIC_BASE, 0xfee00c00);
    icr = on(&trace, 0, EV_MSR_WRITE, NONE, 0x830, UINT64_C(0x100004041));
    put_accept(&trace, 1, 0x41);
    self = on(&trace, 0, EV_MSR_WRITE, NONE, 0x83f, 0x42);
    put_accept(&trace, 0, 0x42);
    close_window();
    ck_assert_uint_eq(find_send(&w, w.first, 0), icr);
    ck_assert_uint_eq(find_send(&w, icr, 0), self);
    ck_assert_uint_eq(sent_at(&w, icr), UINT64_C(0x100004041));
    ck_assert_uint_eq(sent_at(&w, self), 0x40042);
    ck_assert(x2apic_at(&w, self, 1));
}
END_TEST

static void soft(unsigned cpu, enum soft_op op)
{
    put_cpu_mark(&trace, cpu, MARK_SOFT,
                 (unsigned)field_put(0, MARK_SOFT_OP, op));
}

START_TEST(the_chipset_s_messages_are_not_the_lab_s)
{
    size_t own;

    on(&trace, 0, EV_IOAPIC_WRITE, 1, 0x00, 0x11);
    on(&trace, 0, EV_IOAPIC_WRITE, 1, 0x10, 1u << 24);
    on(&trace, 0, EV_IOAPIC_WRITE, 1, 0x00, 0x10);
    on(&trace, 0, EV_IOAPIC_WRITE, 1, 0x10, 0x61);
    on(&trace, 0, EV_IOAPIC_LINE, 1, 0, 1);
    soft(0, SOFT_SEND_BEGIN);
    put_icr(&trace, 0, 1, 0x4061);
    put_accept(&trace, 1, 0x61);
    soft(0, SOFT_SEND_END);
    own = put_icr(&trace, 0, 1, 0x4041);
    put_accept(&trace, 1, 0x41);
    close_window();
    ck_assert_uint_eq(find_send(&w, w.first, 0), own);
    ck_assert_uint_eq(entry_at(&w, own, 24), UINT64_C(1) << 56 | 0x61);
    ck_assert(line_at(&w, own, 24));
    ck_assert(!line_at(&w, own, 25));
    ck_assert(!remote_irr_at(&w, own, 24));
    ck_assert_uint_eq(entry_at(&w, own, 0), BIT(16));
    ck_assert_uint_eq(entry_at(&w, w.first, 24), BIT(16));
}
END_TEST

START_TEST(order_between_cpus_is_asked_for)
{
    size_t one, two;

    put_two_ipis();
    one = find_event_on(&w, w.first, 1, EV_DELIVER, NONE);
    two = find_event_on(&w, w.first, 2, EV_DELIVER, NONE);
    ck_assert(happens_before(&w, two, one, "CPU 2 is first"));
    ck_assert_int_eq(found.kind, FOUND_NOTHING);
    ck_assert(!happens_before(&w, one, two, "CPU 1 is not first"));
    ck_assert_int_eq(found.kind, FOUND_RULE);
    ck_assert_str_eq(found.text, "CPU 1 is not first");
}
END_TEST

START_TEST(what_is_not_there_is_not_before)
{
    put_two_ipis();
    ck_assert(!happens_before(&w, NOWHERE, w.first, "never"));
    found = (struct finding){0};
    ck_assert(!happens_before(&w, w.first, NOWHERE, "never"));
}
END_TEST

/* Two CPUs are inside the same function: each call has its own return. */
START_TEST(a_call_returns_on_its_own_cpu)
{
    size_t call, ret;

    put_cpu_mark(&trace, 1, MARK_CALL, 5);
    put_cpu_mark(&trace, 2, MARK_CALL, 5);
    put_cpu_mark(&trace, 2, MARK_RETURN, 5);
    put_cpu_mark(&trace, 1, MARK_RETURN, 5);
    close_window();
    ck_assert(find_call(&w, 5, 0, &call, &ret));
    ck_assert_uint_eq(event_at(&w, call)->cpu, 1);
    ck_assert_uint_eq(event_at(&w, ret)->cpu, 1);
    ck_assert(find_call(&w, 5, 1, &call, &ret));
    ck_assert_uint_eq(event_at(&w, ret)->cpu, 2);
}
END_TEST

Suite *words_cpus_suite(void)
{
    Suite *suite = suite_create("words_cpus");
    TCase *words = tcase_create("words");

    tcase_add_checked_fixture(words, begin, end);
    tcase_add_test(words, each_cpu_keeps_its_own_script);
    tcase_add_test(words, one_script_has_the_order_between_cpus);
    tcase_add_test(words, a_script_for_another_cpu_does_not_hold);
    tcase_add_test(words, what_is_missing_on_one_cpu_is_found);
    tcase_add_test(words, what_is_too_much_on_one_cpu_is_found);
    tcase_add_test(words, a_cpu_without_a_script_must_be_silent);
    tcase_add_test(words, events_are_found_on_their_cpu);
    tcase_add_test(words, states_are_of_their_cpu);
    tcase_add_test(words, what_was_sent_is_told);
    tcase_add_test(words, what_was_sent_by_msr_is_told);
    tcase_add_test(words, the_chipset_s_messages_are_not_the_lab_s);
    tcase_add_test(words, order_between_cpus_is_asked_for);
    tcase_add_test(words, what_is_not_there_is_not_before);
    tcase_add_test(words, a_call_returns_on_its_own_cpu);
    suite_add_tcase(suite, words);
    return suite;
}

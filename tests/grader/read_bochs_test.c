/*
 * tests/grader/read_bochs_test.c - Bochs's log texts become the right events,
 * and nothing else becomes one.
 */
#include <stdio.h>
#include "read_bochs_case.h"

#define PRINTED "00000000001d[UNMAP ] unmapped: 8-bit write to 00e9 = 78\n"

static const struct event *only(enum event_kind kind)
{
    ck_assert_uint_eq(trace.count, 1);
    ck_assert_int_eq(trace.event[0].kind, kind);
    return &trace.event[0];
}

START_TEST(an_acceptance_has_tick_cpu_and_vector)
{
    read_text("00000081907d[APIC3 ] triggered vector 0x91\n");
    const struct event *e = only(EV_ACCEPT);

    ck_assert_uint_eq(e->tick, 81907);
    ck_assert_uint_eq(e->cpu, 3);
    ck_assert_uint_eq(e->vector, 0x91);
}
END_TEST

START_TEST(a_refused_second_request_is_a_coalescence)
{
    read_text("00000000001d[APIC0 ] triggered vector 0x91\n"
              "00000000002d[APIC0 ] triggered vector 0x91\n"
              "00000000002d[APIC0 ] triggered vector 0x91 not accepted\n");
    ck_assert_uint_eq(trace.count, 2);
    ck_assert_int_eq(trace.event[0].kind, EV_ACCEPT);
    ck_assert_int_eq(trace.event[1].kind, EV_COALESCE);
}
END_TEST

START_TEST(a_delivery_is_read)
{
    read_text("00000082400d[APIC0 ] acknowledge_int() returning vector 0xbb\n");
    ck_assert_uint_eq(only(EV_DELIVER)->vector, 0xbb);
}
END_TEST

START_TEST(an_eoi_is_a_write_and_its_effect)
{
    read_text("00000000005d[APIC0 ] LAPIC write 0x00000000 to register 0x00b0\n"
              "00000000005d[APIC0 ] Wrote 0x0 to EOI\n"
              "00000000005d[APIC0 ] local apic received EOI, hopefully for "
              "vector 0xa4\n");
    ck_assert_uint_eq(trace.count, 2);
    ck_assert_int_eq(trace.event[0].kind, EV_APIC_WRITE);
    ck_assert_uint_eq(trace.event[0].reg, 0xb0);
    ck_assert_int_eq(trace.event[1].kind, EV_EOI);
    ck_assert_uint_eq(trace.event[1].vector, 0xa4);
}
END_TEST

START_TEST(an_eoi_without_service_is_idle)
{
    read_text("00000000005d[APIC0 ] LAPIC write 0x00000000 to register 0x00b0\n"
              "00000000005d[APIC0 ] Wrote 0x0 to EOI\n"
              "00000000005d[APIC0 ] EOI written without any bit in ISR\n");
    ck_assert_uint_eq(trace.count, 2);
    ck_assert_int_eq(trace.event[1].kind, EV_EOI_IDLE);
}
END_TEST

START_TEST(an_eoi_without_answer_was_ignored)
{
    read_text("00000000005d[APIC0 ] LAPIC write 0x00000000 to register 0x00b0\n"
              "00000000005d[APIC0 ] Wrote 0x0 to EOI\n"
              "00000000009d[CPU0  ] LONG MODE IRET\n");
    ck_assert_uint_eq(trace.count, 3);
    ck_assert_int_eq(trace.event[1].kind, EV_EOI_IGNORED);
    ck_assert_uint_eq(trace.event[1].tick, 5);
    ck_assert_int_eq(trace.event[2].kind, EV_IRET);
}
END_TEST

START_TEST(an_eoi_at_the_end_of_the_log_was_ignored)
{
    read_text("00000000005d[APIC0 ] LAPIC write 0x00000000 to register 0x00b0\n"
              "00000000005d[APIC0 ] Wrote 0x0 to EOI\n");
    ck_assert_uint_eq(trace.count, 2);
    ck_assert_int_eq(trace.event[1].kind, EV_EOI_IGNORED);
}
END_TEST

START_TEST(a_register_read_counts_once_with_its_value)
{
    read_text("00000079093d[APIC0 ] LAPIC read from register 0x0210\n"
              "00000079093d[APIC0 ] read from APIC address 0x0000fee00210 = "
              "00020000\n");
    const struct event *e = only(EV_APIC_READ);

    ck_assert_uint_eq(e->reg, 0x210);
    ck_assert_uint_eq(e->value, 0x20000);
}
END_TEST

START_TEST(a_mark_carries_the_data_and_origin_before_it)
{
    read_text(
        "00000000001d[UNMAP ] unmapped: 32-bit write to b0d0 = 000000f1\n"
        "00000000002d[UNMAP ] unmapped: 32-bit write to b0c0 = 50020001\n");
    const struct event *e = only(EV_MARK);

    ck_assert_int_eq(mark_kind(e), MARK_CALL);
    ck_assert_uint_eq(mark_step(e), 2);
    ck_assert_uint_eq(mark_arg(e), 1);
    ck_assert_uint_eq(mark_data(e), 0xf1);
}
END_TEST

/* Bochs 3 leaves "unmapped: " out. */
START_TEST(a_mark_of_bochs_3_is_a_mark)
{
    read_text("00000213585d[UNMAP ] 32-bit write to b0c0 = 10000001\n");
    ck_assert_int_eq(mark_kind(only(EV_MARK)), MARK_RUN);
}
END_TEST

START_TEST(an_access_carries_its_callers_address_once)
{
    read_text(
        "00000000001d[UNMAP ] unmapped: 32-bit write to b0e0 = 0010358b\n"
        "00000000002d[APIC0 ] LAPIC write 0x00000010 to register 0x0080\n"
        "00000000003d[APIC0 ] LAPIC write 0x00000020 to register 0x0080\n");
    ck_assert_uint_eq(trace.count, 2);
    ck_assert_uint_eq(trace.event[0].from, 0x10358b);
    ck_assert_uint_eq(trace.event[1].from, 0);
}
END_TEST

START_TEST(a_timers_expiry_stands_before_what_it_caused)
{
    read_text(
        "00000270398d[APIC0 ] triggered vector 0x53\n"
        "00000270398d[APIC0 ] local apic timer(one-shot) triggered int\n");
    ck_assert_uint_eq(trace.count, 2);
    ck_assert_int_eq(trace.event[0].kind, EV_TIMER);
    ck_assert_int_eq(trace.event[1].kind, EV_ACCEPT);
}
END_TEST

START_TEST(only_a_32_bit_write_is_a_mark)
{
    read_text(
        "00000000001d[UNMAP ] unmapped: 8-bit write to b0c0 = 00000001\n");
    only(EV_PORT_WRITE);
}
END_TEST

START_TEST(console_bytes_are_text_and_no_event)
{
    read_text("00000000001d[UNMAP ] unmapped: 8-bit write to 00e9 = 48\n"
              "00000000001d[UNMAP ] unmapped: 8-bit write to 00e9 = 69\n");
    ck_assert_uint_eq(trace.count, 0);
    ck_assert_str_eq(trace.console, "Hi");
}
END_TEST

START_TEST(the_8259As_lines_and_ports_are_read)
{
    read_text("00000000001d[PIC   ] IRQ line 4 now high\n"
              "00000000002d[PIC   ] signalling IRQ #4\n"
              "00000000003d[PIC   ] IO write to 0x0020 = 0x20\n"
              "00000000004d[PIC   ] IRQ line 4 now low\n");
    ck_assert_uint_eq(trace.count, 4);
    ck_assert_uint_eq(trace.event[0].vector, 4);
    ck_assert_uint_eq(trace.event[0].value, 1);
    ck_assert_int_eq(trace.event[1].kind, EV_PIC_SIGNAL);
    ck_assert_uint_eq(trace.event[2].reg, 0x20);
    ck_assert_uint_eq(trace.event[2].value, 0x20);
    ck_assert_uint_eq(trace.event[3].value, 0);
}
END_TEST

START_TEST(an_interrupt_names_its_type)
{
    read_text(
        "00000000001d[CPU0  ] interrupt(): vector = 0e, TYPE = 3, EXT = 1\n");
    const struct event *e = only(EV_INTERRUPT);

    ck_assert_uint_eq(e->vector, 14);
    ck_assert_uint_eq(e->reg, INTERRUPT_EXCEPTION);
}
END_TEST

START_TEST(the_ends_of_a_run_are_read)
{
    static const struct {
        const char *line;
        enum event_kind kind;
    } ends[] = {
        {"00000000009i[CPU0  ] WARNING: HLT instruction with IF=0!\n",
         EV_HLT_DEAD},
        {"00000000009p[CPU0  ] >>PANIC<< exception(): 3rd (13) exception with "
         "no resolution\n",
         EV_TRIPLE},
        {"00000000009p[UNMAP ] >>PANIC<< Shutdown port: shutdown requested\n",
         EV_SHUTDOWN},
        {"00000000009p[APIC0 ] >>PANIC<< write with wrong length\n", EV_PANIC},
        {"00000000009i[SYS   ] bx_pc_system_c::Reset(HARDWARE) called\n",
         EV_RESET},
    };

    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        read_text(ends[i].line);
        only(ends[i].kind);
        forget();
    }
    trace_init(&trace);
}
END_TEST

START_TEST(the_power_on_reset_is_no_end)
{
    read_text("00000000000i[SYS   ] bx_pc_system_c::Reset(HARDWARE) called\n"
              "00000000000i[CPU0  ] cpu hardware reset\n");
    ck_assert_uint_eq(trace.count, 0);
}
END_TEST

START_TEST(lines_of_other_shapes_are_passed_over)
{
    read_text(
        "triggered vector 0x91\n"
        "00000000001d["
        "APIC0 triggered vector 0x91\n"
        "d[APIC0 ] triggered vector 0x91\n"
        "00000000001d[BIOS  ] 00000000001d[APIC0 ] triggered vector 0x91\n"
        "\n");
    ck_assert_uint_eq(trace.count, 0);
}
END_TEST

START_TEST(a_line_may_come_in_pieces)
{
    static const char log[] = "00000081907d[APIC0 ] triggered vector 0x91\n";
    struct bochs_reader reader;

    trace_init(&trace);
    bochs_reader_init(&reader, &trace);
    for (size_t i = 0; i < sizeof log - 1; i++)
        bochs_reader_feed(&reader, log + i, 1);
    ck_assert_uint_eq(only(EV_ACCEPT)->vector, 0x91);
}
END_TEST

START_TEST(a_line_without_end_takes_no_room)
{
    struct bochs_reader reader;

    trace_init(&trace);
    bochs_reader_init(&reader, &trace);
    for (unsigned i = 0; i < 100000; i++)
        bochs_reader_feed(&reader, "x", 1);
    bochs_reader_feed(&reader, "\n", 1);
    ck_assert_uint_eq(trace.count, 0);
    ck_assert_uint_eq(reader.lines, 1);
}
END_TEST

/* Two of three lines, by one bound; in pieces of `size`. */
static void ends_behind_two(struct bochs_bounds bounds, enum run_end full,
                            size_t size)
{
    static const char log[] = "00000000001d[APIC0 ] triggered vector 0x91\n"
                              "00000000002d[APIC0 ] triggered vector 0x92\n"
                              "00000000003d[APIC0 ] triggered vector 0x93\n";
    struct bochs_reader reader;

    trace_init(&trace);
    bochs_reader_init(&reader, &trace);
    reader.bounds = bounds;
    for (size_t i = 0; i < sizeof log - 1; i += size)
        bochs_reader_feed(&reader, log + i,
                          size < sizeof log - 1 - i ? size
                                                    : sizeof log - 1 - i);
    ck_assert_int_eq(reader.full, full);
    ck_assert_uint_eq(reader.kept, 2);
    trace_free(&trace);
}

START_TEST(a_record_ends_at_its_bound_however_it_comes)
{
    for (size_t size = 1; size < 140; size++) {
        ends_behind_two((struct bochs_bounds){.lines = 2}, END_LOG_LIMIT, size);
        ends_behind_two((struct bochs_bounds){.bytes = 100}, END_LOG_LIMIT,
                        size);
        ends_behind_two((struct bochs_bounds){.ticks = 2}, END_TICK_LIMIT,
                        size);
    }
    trace_init(&trace);
}
END_TEST

/* Console bytes first, and then an event at `tick`. */
static enum run_end after_printing(unsigned bytes, unsigned long tick,
                                   struct bochs_bounds bounds)
{
    struct bochs_reader reader;
    char line[64];

    trace_init(&trace);
    bochs_reader_init(&reader, &trace);
    reader.bounds = bounds;
    snprintf(line, sizeof line, "%011lud[APIC0 ] triggered vector 0x91\n",
             tick);
    for (unsigned i = 0; i < bytes; i++)
        bochs_reader_feed(&reader, PRINTED, sizeof PRINTED - 1);
    bochs_reader_feed(&reader, line, strlen(line));
    trace_free(&trace);
    return reader.full;
}

START_TEST(what_is_printed_is_free_up_to_a_bound)
{
    struct bochs_bounds lines = {.lines = 10, .printed = 5};
    struct bochs_bounds ticks = {.ticks = 1000, .printed = 5};

    ck_assert_int_eq(after_printing(14, 1, lines), END_NONE);
    ck_assert_int_eq(after_printing(15, 1, lines), END_LOG_LIMIT);
    ck_assert_int_eq(after_printing(0, 1001, ticks), END_TICK_LIMIT);
    ck_assert_int_eq(after_printing(5, 1001, ticks), END_NONE);
    ck_assert_int_eq(after_printing(5, 2000, ticks), END_TICK_LIMIT);
    ck_assert_int_eq(after_printing(50, 2000, ticks), END_TICK_LIMIT);
    trace_init(&trace);
}
END_TEST

Suite *read_bochs_suite(void)
{
    const TTest *const tests[] = {
        an_acceptance_has_tick_cpu_and_vector,
        a_refused_second_request_is_a_coalescence,
        a_delivery_is_read,
        an_eoi_is_a_write_and_its_effect,
        an_eoi_without_service_is_idle,
        an_eoi_without_answer_was_ignored,
        an_eoi_at_the_end_of_the_log_was_ignored,
        a_register_read_counts_once_with_its_value,
        a_mark_carries_the_data_and_origin_before_it,
        a_mark_of_bochs_3_is_a_mark,
        an_access_carries_its_callers_address_once,
        a_timers_expiry_stands_before_what_it_caused,
        only_a_32_bit_write_is_a_mark,
        console_bytes_are_text_and_no_event,
        the_8259As_lines_and_ports_are_read,
        an_interrupt_names_its_type,
        the_ends_of_a_run_are_read,
        the_power_on_reset_is_no_end,
        lines_of_other_shapes_are_passed_over,
        a_line_may_come_in_pieces,
        a_line_without_end_takes_no_room,
        a_record_ends_at_its_bound_however_it_comes,
        what_is_printed_is_free_up_to_a_bound,
    };
    Suite *suite = suite_create("read_bochs");
    TCase *cases = tcase_create("texts");

    tcase_add_checked_fixture(cases, NULL, forget);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tcase_add_test(cases, tests[i]);
    suite_add_tcase(suite, cases);
    return suite;
}

/*
 * tests/grader/read_bochs3_test.c - Bochs 3 writes the same record as 2.7, but
 * for a word: each excerpt becomes the same events with the word and without.
 *
 * The excerpts are of Bochs 3.0, from our own runs of labs 01, 03 and 04.
 */
#include <stdlib.h>
#include "read_bochs_case.h"

static const char *const excerpts[] = {
    /* An IPI in x2APIC mode, from its announcement to the handler. */
    "00000945275d[UNMAP ] 32-bit write to b0e0 = 0010beb3\n"
    "00000945280d[CPU0  ] WRMSR: write 00000002:00004090 to MSR 830\n"
    "00000945280d[APIC2 ] Deliver lowest priority of fixed interrupt vector 90\n"
    "00000945280d[APIC2 ] trigger interrupt vector=0x90\n"
    "00000945280d[APIC2 ] triggered vector 0x90\n"
    "00000945280d[APIC2 ] service_local_apic(): setting INTR=1 for vector 0x90\n"
    "00000945320d[UNMAP ] 32-bit write to b0c0 = 600e0002\n"
    "00000945345d[UNMAP ] 32-bit write to b0d0 = 00000390\n"
    "00000945365d[UNMAP ] 32-bit write to b0c0 = 500e0002\n"
    "00000945640d[UNMAP ] 32-bit write to b0c0 = a20e0001\n"
    "00000945640d[CPU2  ] inhibit interrupts mask = 1\n"
    "00000945645d[APIC2 ] acknowledge_int() returning vector 0x90\n"
    "00000945645d[CPU2  ] interrupt(): vector = 90, TYPE = 0, EXT = 1\n"
    "00000945645d[CPU2  ] page walk for address 0x0000000000110920\n"
    "00000945645d[CPU2  ] interrupt(long mode): INTERRUPT TO SAME PRIVILEGE\n"
    "00000945700d[UNMAP ] 32-bit write to b0c0 = 720e0090\n",
    /* The I/O APIC: the CPU is the one that the ports have named. */
    "00000855725d[UNMAP ] 32-bit write to b0e4 = 0010a0b1\n"
    "00000855735d[IOAPIC] IOAPIC: write aligned addr=fec00000, data=00000014\n"
    "00000855860d[UNMAP ] 32-bit write to b0e4 = 0010a0b1\n"
    "00000855870d[IOAPIC] IOAPIC: write aligned addr=fec00010, data=0000009a\n"
    "00000855870d[IOAPIC] IOAPIC: now entry[2] is dest=00, masked=0, "
    "trig_mode=0, remote_irr=0, polarity=0, delivery_status=0, dest_mode=0, "
    "delivery_mode=0, vector=9a\n"
    "00000855870d[IOAPIC] IOAPIC: servicing\n",
    /* Another port, a byte of the console. */
    "00000213585d[UNMAP ] 8-bit write to 00e9 = 70\n"
    "00000213590d[UNMAP ] 16-bit write to b0c2 = 1234\n"
    "00000213600d[PIC   ] IRQ line 1 now high\n"
    "00000213610d[UNMAP ] 8-bit read from 0080 = ff\n",
};

#define EXCERPTS ((int)(sizeof excerpts / sizeof excerpts[0]))

/* As 2.7 says it; allocated. */
static char *with_the_word(const char *text)
{
    static const char module[] = "[UNMAP ] ", word[] = "unmapped: ";
    char *out = malloc(2 * strlen(text) + 1), *end = out;

    ck_assert_ptr_nonnull(out);
    while (*text != '\0') {
        bool here = strncmp(text, module, strlen(module)) == 0;
        const char *more = here ? module : text;
        size_t n = here ? strlen(module) : 1;

        memcpy(end, more, n);
        end += n;
        text += n;
        if (here) {
            memcpy(end, word, strlen(word));
            end += strlen(word);
        }
    }
    *end = '\0';
    return out;
}

static void same_event(const struct event *a, const struct event *b)
{
    ck_assert_uint_eq(a->tick, b->tick);
    ck_assert_uint_eq(a->kind, b->kind);
    ck_assert_uint_eq(a->cpu, b->cpu);
    ck_assert_uint_eq(a->vector, b->vector);
    ck_assert_uint_eq(a->reg, b->reg);
    ck_assert_uint_eq(a->value, b->value);
    ck_assert_uint_eq(a->from, b->from);
}

START_TEST(both_texts_are_the_same_events)
{
    struct trace mine;
    char *text = with_the_word(excerpts[_i]);

    read_text(text);
    mine = trace;
    free(text);
    read_text(excerpts[_i]);
    ck_assert_uint_gt(trace.count, 0);
    ck_assert_uint_eq(trace.count, mine.count);
    for (size_t i = 0; i < trace.count; i++)
        same_event(&trace.event[i], &mine.event[i]);
    ck_assert_pstr_eq(trace.console, mine.console);
    trace_free(&mine);
}
END_TEST

START_TEST(an_ipi_has_its_origin_and_its_way)
{
    static const enum event_kind kinds[] = {EV_MSR_WRITE, EV_ACCEPT,
                                            EV_MARK,      EV_MARK,
                                            EV_MARK,      EV_DELIVER,
                                            EV_INTERRUPT, EV_PAGE_WALK,
                                            EV_MARK};

    read_text(excerpts[0]);
    ck_assert_uint_eq(trace.count, sizeof kinds / sizeof kinds[0]);
    for (size_t i = 0; i < trace.count; i++)
        ck_assert_int_eq(trace.event[i].kind, kinds[i]);
    ck_assert_uint_eq(trace.event[0].from, 0x10beb3);
    ck_assert_uint_eq(trace.event[1].cpu, 2);
    ck_assert_uint_eq(mark_data(&trace.event[3]), 0x390);
}
END_TEST

START_TEST(an_entry_is_of_the_cpu_that_was_named)
{
    read_text(excerpts[1]);
    ck_assert_uint_eq(trace.count, 3);
    ck_assert_int_eq(trace.event[0].kind, EV_IOAPIC_WRITE);
    ck_assert_uint_eq(trace.event[0].cpu, 1);
    ck_assert_int_eq(trace.event[2].kind, EV_IOAPIC_RTE);
    ck_assert_uint_eq(trace.event[2].value, 0x9a);
}
END_TEST

START_TEST(only_writes_to_ports_count)
{
    read_text(excerpts[2]);
    ck_assert_uint_eq(trace.count, 2);
    ck_assert_int_eq(trace.event[0].kind, EV_PORT_WRITE);
    ck_assert_uint_eq(trace.event[0].reg, 0xb0c2);
    ck_assert_int_eq(trace.event[1].kind, EV_IRQ_LINE);
    ck_assert_str_eq(trace.console, "p");
}
END_TEST

/* What it writes when the debugger ends it: more words than 2.7. */
START_TEST(the_last_dump_is_no_event)
{
    read_text(
        "00001019032i[CPU0  ] EFER = 0x00000d00: ffxsr NXE LMA LME sce\n"
        "00001019032i[CPU0  ] XCR0=0x00000001: tiledata tilecfg hwp lbr uintr "
        "hdc cet_s cet_u pasid pkru pt hi_zmm FPU\n"
        "00001019032i[CPU0  ] | CR2=0x0000000000000000\n"
        "00001019032d[UNMAP ] Exit\n"
        "00001019032d[PIC   ] Exit\n");
    ck_assert_uint_eq(trace.count, 0);
}
END_TEST

Suite *read_bochs3_suite(void);

Suite *read_bochs3_suite(void)
{
    Suite *suite = suite_create("read_bochs3");
    TCase *tests = tcase_create("lines");

    tcase_add_checked_fixture(tests, NULL, forget);
    tcase_add_loop_test(tests, both_texts_are_the_same_events, 0, EXCERPTS);
    tcase_add_test(tests, an_ipi_has_its_origin_and_its_way);
    tcase_add_test(tests, an_entry_is_of_the_cpu_that_was_named);
    tcase_add_test(tests, only_writes_to_ports_count);
    tcase_add_test(tests, the_last_dump_is_no_event);
    suite_add_tcase(suite, tests);
    return suite;
}

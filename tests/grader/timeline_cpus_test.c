/*
 * tests/grader/timeline_cpus_test.c - the pictures of several CPUs: a row that
 * says whose event each column is, a block for each CPU, who sent to whom, and
 * nothing wider than the page.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "bus_case.h"
#include "memory.h"
#include "timeline.h"

static struct trace trace;
static struct record record;
static struct run run;

static void begin(void)
{
    trace_init(&trace);
    put_cpus(&trace, 3);
    run = (struct run){.plan.count = 1};
    run.step[0].window =
        (struct window){.record = &record,
                        .step = &run.plan.step[0],
                        .first = put_cpu_mark(&trace, 0, MARK_STEP_BEGIN, 0),
                        .complete = true};
}

static void end(void)
{
    record_free(&record);
    trace_free(&trace);
}

static void put_ping(unsigned from, unsigned to, unsigned vector)
{
    put_icr(&trace, from, to, 0x4000 | vector);
    put_accept(&trace, to, vector);
    on(&trace, to, EV_DELIVER, vector, 0, 0);
    on(&trace, to, EV_APIC_WRITE, NONE, LAPIC_EOI, 0);
    on(&trace, to, EV_EOI, vector, 0, 0);
}

static void close_window(void)
{
    run.step[0].window.last = put_cpu_mark(&trace, 0, MARK_STEP_END, 0);
    record_make(&record, &trace);
    ck_assert_msg(record.disagree_at == NOWHERE, "%s", record.disagree_text);
}

static char *printed(struct page *page)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    page_print(page, out);
    fclose(out);
    page_close(page);
    return text;
}

static char *step_picture(unsigned width)
{
    struct page_style style = {.width = width, .ascii = true};
    struct page page;

    page_open(&page, &style);
    timeline_step(&page, &run, NULL, 0);
    return printed(&page);
}

static char *moment_picture(size_t at)
{
    struct page_style style = {.width = 80, .ascii = true};
    struct page page;

    page_open(&page, &style);
    timeline_moment(&page, &run.step[0].window, at, 0x41, 8);
    return printed(&page);
}

static void has(const char *text, const char *line)
{
    ck_assert_msg(strstr(text, line) != NULL, "no '%s' in:\n%s", line, text);
}

static void fits(const char *text, size_t width)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");

        ck_assert_msg(n <= width, "%zu columns: %.*s", n, (int)n, text);
        text += n + (text[n] == '\n');
    }
}

START_TEST(each_cpu_has_a_block)
{
    char *text;

    put_ping(0, 1, 0x41);
    close_window();
    text = step_picture(80);
    has(text, "  event s  a  d  e");
    has(text, "  CPU   0  1  1  1");
    has(text, " 0:IPI  >1\n 0:PPR  00 00 00 00");
    has(text, " 1:0x41 .  ---===.");
    has(text, " 1:IPI     <0\n 1:PPR  00 00 40 00");
    ck_assert_ptr_null(strstr(text, " 2:"));
    free(text);
}
END_TEST

START_TEST(a_broadcast_and_a_send_to_nobody_are_told)
{
    char *text;

    put_icr(&trace, 2, 0, 0xc4041);
    put_accept(&trace, 0, 0x41);
    put_accept(&trace, 1, 0x41);
    put_icr(&trace, 2, 9, 0x4041);
    close_window();
    text = step_picture(80);
    has(text, "  event s  a  a  s");
    has(text, " 2:IPI  >*       >-");
    has(text, " 0:IPI     <2");
    has(text, " 1:IPI        <2");
    free(text);
}
END_TEST

/* Bochs tells of the reset between one INIT and the next. */
START_TEST(an_init_of_all_others_is_one_send)
{
    char *text;

    put_icr(&trace, 0, 0, 0xc4500);
    for (unsigned cpu = 1; cpu < 3; cpu++) {
        on(&trace, cpu, EV_INIT, NONE, 0, 0);
        on(&trace, cpu, EV_CPU_RESET, NONE, 0, 0);
    }
    close_window();
    text = step_picture(80);
    has(text, "  event s  I  I");
    has(text, " 0:IPI  >*");
    has(text, " 2:IPI        <0");
    free(text);
}
END_TEST

START_TEST(several_receivers_are_named)
{
    char *text;

    trace.cpus = 4;
    put_icr(&trace, 0, 0, 0x84041);
    for (unsigned cpu = 0; cpu < 4; cpu++)
        put_accept(&trace, cpu, 0x41);
    for (unsigned cpu = 0; cpu < 2; cpu++)
        on(&trace, cpu, EV_APIC_WRITE, NONE, LAPIC_LDR,
           (uint64_t)1 << (24 + cpu));
    put_icr(&trace, 2, 3, 0x4842);
    put_accept(&trace, 0, 0x42);
    put_accept(&trace, 1, 0x42);
    close_window();
    text = moment_picture(trace.count - 2);
    has(text, ">01");
    free(text);
}
END_TEST

START_TEST(a_moment_says_whose_event_it_is)
{
    char *text;

    put_ping(0, 1, 0x41);
    close_window();
    text = moment_picture(trace.count - 2);
    has(text, "  event IPI      accept   deliver  EOI");
    has(text, "  CPU   0        1        1        1");
    has(text, " 1:IPI           <0");
    has(text, "^ here");
    fits(text, 80);
    free(text);
}
END_TEST

START_TEST(no_line_is_wider_than_the_page)
{
    for (unsigned i = 0; i < 40; i++)
        put_ping(i % 3, (i + 1) % 3, 0x40 + i);
    close_window();
    for (unsigned width = 60; width <= 140; width += 20) {
        char *text = step_picture(width);

        fits(text, width);
        has(text, " 2:0x");
        free(text);
    }
}
END_TEST

/* One CPU: no row, no prefix, as ever. */
START_TEST(one_cpu_looks_as_before)
{
    char *text;

    trace_free(&trace);
    trace_init(&trace);
    put_cpus(&trace, 1);
    run.step[0].window.first = put_cpu_mark(&trace, 0, MARK_STEP_BEGIN, 0);
    put_ping(0, 0, 0x41);
    close_window();
    text = step_picture(80);
    has(text, "  event a  d  e");
    has(text, "  0x41  ---===.");
    has(text, "  PPR   00 40 00");
    ck_assert_ptr_null(strstr(text, "CPU"));
    ck_assert_ptr_null(strstr(text, "IPI"));
    free(text);
}
END_TEST

Suite *timeline_cpus_suite(void);

Suite *timeline_cpus_suite(void)
{
    Suite *suite = suite_create("timeline_cpus");
    TCase *pictures = tcase_create("pictures");

    tcase_add_checked_fixture(pictures, begin, end);
    tcase_add_test(pictures, each_cpu_has_a_block);
    tcase_add_test(pictures, a_broadcast_and_a_send_to_nobody_are_told);
    tcase_add_test(pictures, several_receivers_are_named);
    tcase_add_test(pictures, an_init_of_all_others_is_one_send);
    tcase_add_test(pictures, a_moment_says_whose_event_it_is);
    tcase_add_test(pictures, no_line_is_wider_than_the_page);
    tcase_add_test(pictures, one_cpu_looks_as_before);
    suite_add_tcase(suite, pictures);
    return suite;
}

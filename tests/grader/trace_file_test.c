/*
 * tests/grader/trace_file_test.c - records written as text and read back.
 */
#include <check.h>
#include "model/rng.h"
#include "report_lab.h"
#include "timeline.h"
#include "trace_file.h"
#include "vcd.h"

static char *written(const struct run *run)
{
    char *text;

    CAPTURE(text, out, trace_file_write_run(out, run, "97-hand"));
    return text;
}

static char *trace_of(enum hand_record which)
{
    struct grading g;
    char *text;

    hand_grade(&g, which);
    text = written(g.run);
    grading_free(&g);
    return text;
}

static bool read_text(const char *text, size_t size, struct trace_file *file)
{
    FILE *in = size > 0 ? fmemopen((void *)(uintptr_t)text, size, "r")
                        : fopen("/dev/null", "r");
    bool good;

    ck_assert_ptr_nonnull(in);
    good = trace_file_read(in, file);
    fclose(in);
    return good;
}

START_TEST(round_trip_is_exact)
{
    for (int which = RECORD_RIGHT; which <= RECORD_LONG; which++) {
        char *text = trace_of((enum hand_record)which), *again;
        struct trace_file file;

        ck_assert_msg(read_text(text, strlen(text), &file), "line %u: %s",
                      file.error_line, file.error);
        ck_assert_str_eq(file.lab, "97-hand");
        ck_assert_uint_eq(file.runs, 1);
        again = written(&file.run[0]);
        ck_assert_str_eq(text, again);
        trace_file_free(&file);
        free(again);
        free(text);
    }
}
END_TEST

START_TEST(verdict_is_the_same_again)
{
    for (int which = RECORD_RIGHT; which <= RECORD_LONG; which++) {
        struct trace_file file;
        struct verdict again;
        struct grading g;
        char *text;

        hand_grade(&g, (enum hand_record)which);
        text = written(g.run);
        ck_assert(read_text(text, strlen(text), &file));
        run_from_trace(&file.run[0], &hand_lab);
        verdict_make(&again, &hand_lab, file.run, file.runs, 0);
        ck_assert_uint_eq(again.score, g.verdict.score);
        for (unsigned i = 0; i < hand_lab.check_count; i++) {
            const struct result *a = &again.result[i];
            const struct result *b = &g.verdict.result[i];

            ck_assert_int_eq((int)a->status, (int)b->status);
            ck_assert_str_eq(a->finding.text, b->finding.text);
            ck_assert_ptr_eq(a->mistake, b->mistake);
        }
        verdict_free(&again);
        trace_file_free(&file);
        free(text);
        grading_free(&g);
    }
}
END_TEST

START_TEST(every_field_survives)
{
    static const char text[] =
        "pic2pi-trace 1 97-hand 18446744073709551615 63 emulator-panic "
        "modified\n"
        "said >>PANIC<< what it was\n"
        "9223372036854775807 15 apic-write - 0xfff 0xffffffffffffffff "
        "0xffffffff\n"
        "0 0 deliver 0xff 0x0 0x0 0x0\n";
    struct trace_file file;
    const struct event *e;
    char *again;

    ck_assert_msg(read_text(text, strlen(text), &file), "line %u: %s",
                  file.error_line, file.error);
    ck_assert_uint_eq(file.run[0].seed, UINT64_MAX);
    ck_assert_uint_eq(file.run[0].boot[0].order.first_step, 63);
    ck_assert(!file.run[0].boot[0].trace.kernel_intact);
    ck_assert_int_eq((int)file.run[0].boot[0].trace.end,
                     (int)END_EMULATOR_PANIC);
    ck_assert_str_eq(file.run[0].boot[0].trace.end_text,
                     ">>PANIC<< what it was");
    e = &file.run[0].boot[0].trace.event[0];
    ck_assert_uint_eq(e->tick, INT64_MAX);
    ck_assert_uint_eq(e->cpu, 15);
    ck_assert_uint_eq(e->vector, EVENT_NO_VECTOR);
    ck_assert_uint_eq(e->value, UINT64_MAX);
    ck_assert_uint_eq(e->from, UINT32_MAX);
    ck_assert_uint_eq(e[1].vector, 0xff);
    again = written(&file.run[0]);
    ck_assert_str_eq(text, again);
    free(again);
    trace_file_free(&file);
}
END_TEST

/* Which machine it was, and which version where that matters. */
START_TEST(a_machine_survives)
{
    static const struct {
        const char *text;
        const struct habits *habits;
    } machines[] = {
        {"pic2pi-trace 1 97-hand 7 0 finished intact\n", &habits_bochs},
        {"pic2pi-trace 1 97-hand 7 0 finished intact\non bochs-2.8\n",
         &habits_bochs_2_8},
        {"pic2pi-trace 1 97-hand 7 0 finished intact\non bochs-3.0\n",
         &habits_bochs_3_0},
        {"pic2pi-trace 1 97-hand 7 0 finished intact\non qemu\n", &habits_qemu},
    };
    struct trace_file file;
    char *again;

    ck_assert(read_text(machines[_i].text, strlen(machines[_i].text), &file));
    ck_assert_ptr_eq(record_habits(&file.run[0].boot[0].trace),
                     machines[_i].habits);
    again = written(&file.run[0]);
    ck_assert_str_eq(again, machines[_i].text);
    free(again);
    trace_file_free(&file);
}
END_TEST

START_TEST(boots_of_one_seed_are_one_run)
{
    static const char text[] = "pic2pi-trace 1 97-hand 7 0 reset intact\n"
                               "pic2pi-trace 1 97-hand 7 1 finished intact\n"
                               "pic2pi-trace 1 97-hand 7 0 reset intact\n"
                               "pic2pi-trace 1 97-hand 8 1 reset intact\n";
    struct trace_file file;

    ck_assert(read_text(text, strlen(text), &file));
    ck_assert_uint_eq(file.runs, 3);
    ck_assert_uint_eq(file.run[0].boots, 2);
    ck_assert_uint_eq(file.run[1].boots, 1);
    ck_assert_uint_eq(file.run[2].seed, 8);
    trace_file_free(&file);
}
END_TEST

#define HEAD "pic2pi-trace 1 97-hand 7 0 finished intact\n"

static const struct {
    const char *text;
    unsigned line;
    const char *why;
} bad[] = {
    {"", 1, "empty"},
    {"\n", 1, "pic2pi-trace is missing"},
    {"hello 1 97-hand 7 0 finished intact\n", 1, "not a trace"},
    {"pic2pi-trace 2 97-hand 7 0 finished intact\n", 1, "not a trace"},
    {"pic2pi-trace 1 97-hand 7 0 finished\n", 1, "state is missing"},
    {"pic2pi-trace 1 97-hand 7 0 asleep intact\n", 1, "'asleep'"},
    {"pic2pi-trace 1 97-hand 7 0 finished good\n", 1, "'good'"},
    {"pic2pi-trace 1 97-hand 7 64 finished intact\n", 1, "first step '64'"},
    {"pic2pi-trace 1 97-hand -7 0 finished intact\n", 1, "seed '-7'"},
    {"pic2pi-trace 1 97-hand 18446744073709551616 0 finished intact\n", 1,
     "the seed"},
    {"pic2pi-trace 1 97-hand 7 0 finished intact x\n", 1, "too much"},
    {HEAD "pic2pi-trace 1 02-lapic 7 1 finished intact\n", 2, "two labs"},
    {HEAD "1 0 accept 0x31 0x0 0x0\n", 2, "caller is missing"},
    {HEAD "1 0 accept 0x31 0x0 0x0 0x0 0x0\n", 2, "too much"},
    {HEAD "1 0 accept 0x31 0x0 0x0 0x0 \n", 2, "blank at the end"},
    {HEAD "1  0 accept 0x31 0x0 0x0 0x0\n", 2, "the CPU is missing"},
    {HEAD "1 16 accept 0x31 0x0 0x0 0x0\n", 2, "the CPU '16'"},
    {HEAD "1 0 accepted 0x31 0x0 0x0 0x0\n", 2, "no event 'accepted'"},
    {HEAD "1 0 accept 0x131 0x0 0x0 0x0\n", 2, "vector '0x131'"},
    {HEAD "1 0 accept 49 0x0 0x0 0x0\n", 2, "vector '49'"},
    {HEAD "1 0 accept - 0x0 0x0 0x0\n", 2, "vector '-'"},
    {HEAD "1 0 irq-line 0x10 0x0 0x1 0x0\n", 2, "vector '0x10'"},
    {HEAD "1 0 apic-write - 0x1000 0x0 0x0\n", 2, "register '0x1000'"},
    {HEAD "1 0 accept 0x31 0x0 0x10000000000000000 0x0\n", 2, "value"},
    {HEAD "1 0 accept 0x31 0x0 0xAB 0x0\n", 2, "value '0xAB'"},
    {HEAD "1 0 accept 0x31 0x0 0x 0x0\n", 2, "value '0x'"},
    {HEAD "99999999999999999999 0 nmi - 0x0 0x0 0x0\n", 2, "the tick"},
    {HEAD "1 0 nmi - 0x0 0x0 0x0\r\n", 2, "byte 13"},
    {HEAD "1 0 nmi - 0x0 0x0 0x0", 2, "not complete"},
    {HEAD "1 0 nmi - 0x0 0x0 0x0\nsaid late\n", 3, "behind the header"},
    {HEAD "cpus 0\n", 2, "not a number from 1 to 16"},
    {HEAD "cpus 17\n", 2, "not a number from 1 to 16"},
    {HEAD "cpus 2\ncpus 2\n", 3, "behind the header"},
    {HEAD "1 0 nmi - 0x0 0x0 0x0\ncpus 2\n", 3, "behind the header"},
};

START_TEST(bad_line_is_named)
{
    struct trace_file file;

    ck_assert_msg(!read_text(bad[_i].text, strlen(bad[_i].text), &file),
                  "taken: %s", bad[_i].text);
    ck_assert_msg(file.error_line == bad[_i].line, "line %u for %s",
                  file.error_line, bad[_i].text);
    ck_assert_msg(strstr(file.error, bad[_i].why) != NULL, "'%s' for %s",
                  file.error, bad[_i].text);
    trace_file_free(&file);
}
END_TEST

START_TEST(long_line_is_refused)
{
    size_t size = 10u << 20;
    char *text = need(malloc(size));
    struct trace_file file;

    memset(text, 'x', size);
    ck_assert(!read_text(text, size, &file));
    ck_assert_uint_eq(file.error_line, 1);
    ck_assert_ptr_nonnull(strstr(file.error, "longer than 256"));
    trace_file_free(&file);
    free(text);
}
END_TEST

START_TEST(too_many_runs_are_refused)
{
    char *text;
    struct trace_file file;

    CAPTURE(text, out, for (unsigned i = 0; i < 20; i++) fputs(HEAD, out));
    ck_assert(!read_text(text, strlen(text), &file));
    ck_assert_uint_eq(file.error_line, SEEDS_MAX + 1);
    trace_file_free(&file);
    free(text);
}
END_TEST

/* What was read, judged and drawn, whatever it says. */
static void use(struct trace_file *file)
{
    struct page_style style = {.ascii = true, .width = 80, .height = 24};
    FILE *out = fopen("/dev/null", "w");

    ck_assert_ptr_nonnull(out);
    for (unsigned i = 0; i < file->runs; i++) {
        struct verdict v;

        run_from_trace(&file->run[i], &hand_lab);
        verdict_make(&v, &hand_lab, &file->run[i], 1, 0);
        timeline_print(out, &file->run[i], &hand_lab, &style);
        for (unsigned c = 0; c < hand_lab.check_count; c++)
            if (v.result[c].window != NULL &&
                v.result[c].finding.at != NOWHERE) {
                struct page page;

                page_open(&page, &style);
                timeline_moment(&page, v.result[c].window,
                                v.result[c].finding.at, 0x31, 4);
                page_close(&page);
            }
        vcd_write(out, &file->run[i]);
        verdict_free(&v);
    }
    fclose(out);
}

START_TEST(damaged_traces_never_crash)
{
    struct rng rng = {.state = 42};
    char *text = trace_of(RECORD_RIGHT);
    size_t size = strlen(text);
    unsigned taken = 0;

    for (unsigned n = 0; n < 3000; n++) {
        char *copy = text_copy(text);
        struct trace_file file;

        for (unsigned k = rng_between(&rng, 1, 4); k > 0; k--) {
            size_t at = rng_between(&rng, 0, (uint32_t)size - 1);

            copy[at] = n % 4 == 0
                           ? (char)rng_between(&rng, 0, 255)
                           : "0123456789abcdef\n -"[rng_between(&rng, 0, 18)];
        }
        if (read_text(copy, size, &file)) {
            taken++;
            use(&file);
        }
        trace_file_free(&file);
        free(copy);
    }
    ck_assert_uint_gt(taken, 100);
    free(text);
}
END_TEST

Suite *trace_file_suite(void)
{
    Suite *suite = suite_create("trace_file");
    TCase *tcase = tcase_create("trace_file");

    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, round_trip_is_exact);
    tcase_add_test(tcase, verdict_is_the_same_again);
    tcase_add_test(tcase, every_field_survives);
    tcase_add_loop_test(tcase, a_machine_survives, 0, 4);
    tcase_add_test(tcase, boots_of_one_seed_are_one_run);
    tcase_add_loop_test(tcase, bad_line_is_named, 0,
                        (int)(sizeof bad / sizeof bad[0]));
    tcase_add_test(tcase, long_line_is_refused);
    tcase_add_test(tcase, too_many_runs_are_refused);
    tcase_add_test(tcase, damaged_traces_never_crash);
    suite_add_tcase(suite, tcase);
    return suite;
}

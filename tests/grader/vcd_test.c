/*
 * tests/grader/vcd_test.c - the dump, read by a small strict reader.
 *
 * The reader knows only what the standard says of the format, nothing of
 * vcd.c: variables are declared once and before use, widths are kept, times
 * grow.  [VCD 18.2 "Format of four-state VCD file"]
 */
#include <check.h>
#include <ctype.h>
#include "bus_case.h"
#include "report_lab.h"
#include "vcd.h"

#define VARIABLES 128

struct variable {
    char id[8], name[160];
    unsigned bits;
    char value[80];
    bool set;
};

struct dump_reader {
    char *text, *at;
    struct variable variable[VARIABLES];
    unsigned count;
    unsigned depth; /* of scopes */
    char scope[64];
    bool defined; /* after $enddefinitions */
    long long time;
    unsigned changes, times;
};

/* The next word, or NULL. */
static char *next(struct dump_reader *r)
{
    char *begin;

    while (isspace((unsigned char)*r->at))
        r->at++;
    if (*r->at == '\0')
        return NULL;
    begin = r->at;
    while (*r->at != '\0' && !isspace((unsigned char)*r->at))
        r->at++;
    if (*r->at != '\0')
        *r->at++ = '\0';
    return begin;
}

static char *must(struct dump_reader *r)
{
    char *word = next(r);

    ck_assert_msg(word != NULL, "the dump ends too early");
    return word;
}

static void expect_end(struct dump_reader *r)
{
    ck_assert_str_eq(must(r), "$end");
}

static struct variable *by_id(struct dump_reader *r, const char *id)
{
    for (unsigned i = 0; i < r->count; i++)
        if (strcmp(r->variable[i].id, id) == 0)
            return &r->variable[i];
    return NULL;
}

static struct variable *by_name(struct dump_reader *r, const char *name)
{
    for (unsigned i = 0; i < r->count; i++)
        if (strcmp(r->variable[i].name, name) == 0)
            return &r->variable[i];
    ck_abort_msg("no variable %s", name);
    return NULL;
}

static void declare(struct dump_reader *r)
{
    struct variable *v = &r->variable[r->count];

    ck_assert_uint_lt(r->count, VARIABLES);
    ck_assert_uint_gt(r->depth, 0);
    ck_assert_str_eq(must(r), "wire");
    v->bits = (unsigned)strtoul(must(r), NULL, 10);
    snprintf(v->id, sizeof v->id, "%s", must(r));
    snprintf(v->name, sizeof v->name, "%s.%s", r->scope, must(r));
    ck_assert_uint_ge(v->bits, 1);
    ck_assert_uint_le(v->bits, 64);
    for (const char *c = v->id; *c != '\0'; c++)
        ck_assert(*c >= '!' && *c <= '~');
    ck_assert_msg(by_id(r, v->id) == NULL, "identifier %s twice", v->id);
    r->count++;
    expect_end(r);
}

static void keyword(struct dump_reader *r, const char *word)
{
    bool inside = strcmp(word, "$dumpvars") == 0 || strcmp(word, "$end") == 0;

    ck_assert_msg(r->defined == inside, "%s stands in the wrong part", word);
    if (strcmp(word, "$var") == 0) {
        declare(r);
    } else if (strcmp(word, "$scope") == 0) {
        ck_assert_str_eq(must(r), "module");
        snprintf(r->scope, sizeof r->scope, "%s", must(r));
        r->depth++;
        expect_end(r);
    } else if (strcmp(word, "$upscope") == 0) {
        ck_assert_uint_gt(r->depth--, 0);
        expect_end(r);
    } else if (strcmp(word, "$timescale") == 0) {
        ck_assert_str_eq(must(r), "1");
        ck_assert_str_eq(must(r), "ns");
        expect_end(r);
    } else if (strcmp(word, "$comment") == 0) {
        while (strcmp(must(r), "$end") != 0)
            ;
    } else if (strcmp(word, "$enddefinitions") == 0) {
        ck_assert_uint_eq(r->depth, 0);
        r->defined = true;
        expect_end(r);
    } else {
        ck_assert_msg(inside, "unknown keyword %s", word);
    }
}

static void change(struct dump_reader *r, const char *word)
{
    const char *id = word + 1;
    struct variable *v;

    ck_assert_int_ge(r->time, 0);
    if (word[0] == 'b')
        id = must(r);
    v = by_id(r, id);
    ck_assert_msg(v != NULL, "'%s' was not declared", id);
    if (word[0] == 'b') {
        ck_assert_uint_eq(strlen(word + 1), v->bits);
        ck_assert_uint_eq(strspn(word + 1, "01"), v->bits);
        ck_assert_uint_gt(v->bits, 1);
        snprintf(v->value, sizeof v->value, "%s", word + 1);
    } else {
        ck_assert(word[0] == '0' || word[0] == '1');
        ck_assert_uint_eq(v->bits, 1);
        snprintf(v->value, sizeof v->value, "%c", word[0]);
    }
    v->set = true;
    r->changes++;
}

static void new_time(struct dump_reader *r, const char *digits)
{
    char *end;
    long long time = strtoll(digits, &end, 10);

    ck_assert(*digits != '\0' && *end == '\0');
    ck_assert_msg(time > r->time, "time %lld after %lld", time, r->time);
    r->time = time;
    r->times++;
}

/* Read on until the time is past `until`. */
static void read_until(struct dump_reader *r, long long until)
{
    char *before, *word;

    for (;;) {
        before = r->at;
        while (isspace((unsigned char)*before))
            before++;
        if (before[0] == '#' && strtoll(before + 1, NULL, 10) > until)
            return;
        if ((word = next(r)) == NULL)
            return;
        if (word[0] == '#')
            new_time(r, word + 1);
        else if (word[0] == '$')
            keyword(r, word);
        else
            change(r, word);
    }
}

static void open_dump(struct dump_reader *r, enum hand_record which)
{
    struct grading g;

    hand_grade(&g, which);
    *r = (struct dump_reader){.time = -1};
    CAPTURE(r->text, out, vcd_write(out, g.run));
    r->at = r->text;
    grading_free(&g);
}

static unsigned long value_of(struct dump_reader *r, const char *name)
{
    return strtoul(by_name(r, name)->value, NULL, 2);
}

START_TEST(dump_is_well_formed)
{
    for (int which = RECORD_RIGHT; which <= RECORD_LONG; which++) {
        struct dump_reader r;

        open_dump(&r, (enum hand_record)which);
        read_until(&r, INT64_MAX);
        ck_assert(r.defined);
        ck_assert_uint_gt(r.times, 2);
        for (unsigned i = 0; i < r.count; i++)
            ck_assert_msg(r.variable[i].set, "%s has no value",
                          r.variable[i].name);
        free(r.text);
    }
}
END_TEST

START_TEST(signals_follow_the_record)
{
    struct dump_reader r;

    open_dump(&r, RECORD_NO_EOI);
    read_until(&r, 48070);
    ck_assert_uint_eq(value_of(&r, "cpu0.irr_31"), 1);
    ck_assert_uint_eq(value_of(&r, "cpu0.isr_31"), 0);
    ck_assert_uint_eq(value_of(&r, "cpu0.intr"), 1);
    ck_assert_uint_eq(value_of(&r, "cpu0.ppr"), 0);
    read_until(&r, 48110);
    ck_assert_uint_eq(value_of(&r, "cpu0.irr_31"), 0);
    ck_assert_uint_eq(value_of(&r, "cpu0.isr_31"), 1);
    ck_assert_uint_eq(value_of(&r, "cpu0.irr_22"), 1);
    ck_assert_uint_eq(value_of(&r, "cpu0.irrv"), 0x22);
    ck_assert_uint_eq(value_of(&r, "cpu0.isrv"), 0x31);
    ck_assert_uint_eq(value_of(&r, "cpu0.ppr"), 0x30);
    ck_assert_uint_eq(value_of(&r, "cpu0.intr"), 0);
    free(r.text);
}
END_TEST

START_TEST(intr_stays_low_for_the_class_in_service)
{
    struct dump_reader r;

    open_dump(&r, RECORD_SAME_CLASS);
    read_until(&r, 48110);
    ck_assert_uint_eq(value_of(&r, "cpu0.irrv"), 0x35);
    ck_assert_uint_eq(value_of(&r, "cpu0.intr"), 0);
    free(r.text);
}
END_TEST

START_TEST(boots_share_one_time_axis)
{
    struct run *run = need(calloc(1, sizeof *run));
    struct dump_reader r = {.time = -1};

    run->seed = HAND_SEED;
    run->boots = 2;
    hand_boot(&run->boot[0].trace, RECORD_CUT);
    hand_boot(&run->boot[1].trace, RECORD_RIGHT);
    run_from_trace(run, &hand_lab);
    ck_assert_uint_eq(run->boots, 2);
    CAPTURE(r.text, out, vcd_write(out, run));
    r.at = r.text;
    read_until(&r, INT64_MAX);
    ck_assert_uint_eq(value_of(&r, "run.boot"), 2);
    ck_assert_int_gt(r.time, 2 * 48000);
    free(r.text);
    run_free(run);
    free(run);
}
END_TEST

START_TEST(time_never_runs_backwards)
{
    struct run *run = need(calloc(1, sizeof *run));
    struct dump_reader r = {.time = -1};

    run->boots = 1;
    hand_boot(&run->boot[0].trace, RECORD_RIGHT);
    run->boot[0].trace.event[7].tick = 1;
    run_from_trace(run, &hand_lab);
    CAPTURE(r.text, out, vcd_write(out, run));
    r.at = r.text;
    read_until(&r, INT64_MAX);
    free(r.text);
    run_free(run);
    free(run);
}
END_TEST

START_TEST(an_empty_record_is_a_dump)
{
    struct run *run = need(calloc(1, sizeof *run));
    struct dump_reader r = {.time = -1};

    run->boots = 1;
    run_from_trace(run, &hand_lab);
    CAPTURE(r.text, out, vcd_write(out, run));
    r.at = r.text;
    read_until(&r, INT64_MAX);
    ck_assert(r.defined);
    free(r.text);
    run_free(run);
    free(run);
}
END_TEST

/* Entry 4 to vector 41h at CPU 1; pin 4 rises; an IPI 31h from CPU 0 to 1. */
static void put_two_cpus(struct trace *t)
{
    for (unsigned cpu = 0; cpu < 2; cpu++)
        on(t, cpu, EV_APIC_WRITE, EVENT_NO_VECTOR, LAPIC_SVR, 0x1ff);
    on(t, 0, EV_IOAPIC_WRITE, 0, 0x00, 0x19);
    on(t, 0, EV_IOAPIC_WRITE, 0, 0x10, 1u << 24);
    on(t, 0, EV_IOAPIC_WRITE, 0, 0x00, 0x18);
    on(t, 0, EV_IOAPIC_WRITE, 0, 0x10, 0x41);
    on(t, 0, EV_IOAPIC_LINE, 0, 4, 1);
    on(t, 1, EV_ACCEPT, 0x41, 0, 0);
    on(t, 0, EV_APIC_WRITE, EVENT_NO_VECTOR, LAPIC_ICR_HIGH, 1u << 24);
    on(t, 0, EV_APIC_WRITE, EVENT_NO_VECTOR, LAPIC_ICR_LOW, 0x31);
    on(t, 1, EV_ACCEPT, 0x31, 0, 0);
    on(t, 1, EV_DELIVER, 0x41, 0, 0);
}

START_TEST(each_cpu_and_each_pin_has_its_signals)
{
    struct run *run = need(calloc(1, sizeof *run));
    struct dump_reader r = {.time = -1};

    run->boots = 1;
    put_two_cpus(&run->boot[0].trace);
    run_from_trace(run, &hand_lab);
    ck_assert_uint_eq(run->record[0].disagree_at, NOWHERE);
    CAPTURE(r.text, out, vcd_write(out, run));
    r.at = r.text;
    read_until(&r, 1050);
    ck_assert_uint_eq(value_of(&r, "ioapic0.masked4"), 0);
    ck_assert_uint_eq(value_of(&r, "ioapic0.vector4"), 0x41);
    ck_assert_uint_eq(value_of(&r, "ioapic0.pin4"), 0);
    read_until(&r, 1100);
    ck_assert_uint_eq(value_of(&r, "ioapic0.pin4"), 1);
    ck_assert_uint_eq(value_of(&r, "cpu1.irr_41"), 1);
    ck_assert_uint_eq(value_of(&r, "cpu1.irr_31"), 1);
    ck_assert_uint_eq(value_of(&r, "cpu0.irrv"), 0);
    read_until(&r, INT64_MAX);
    ck_assert_uint_eq(value_of(&r, "cpu1.isrv"), 0x41);
    ck_assert_uint_eq(value_of(&r, "cpu1.ppr"), 0x40);
    ck_assert_uint_eq(value_of(&r, "cpu0.ppr"), 0);
    free(r.text);
    run_free(run);
    free(run);
}
END_TEST

START_TEST(pins_begin_anew_with_each_boot)
{
    struct run *run = need(calloc(1, sizeof *run));
    struct dump_reader r = {.time = -1};

    run->boots = 2;
    put_two_cpus(&run->boot[0].trace);
    on(&run->boot[1].trace, 0, EV_APIC_WRITE, NONE, LAPIC_SVR, 0x1ff);
    run_from_trace(run, &hand_lab);
    CAPTURE(r.text, out, vcd_write(out, run));
    r.at = r.text;
    read_until(&r, INT64_MAX);
    ck_assert_uint_eq(value_of(&r, "ioapic0.pin4"), 0);
    ck_assert_uint_eq(value_of(&r, "ioapic0.masked4"), 1);
    free(r.text);
    run_free(run);
    free(run);
}
END_TEST

Suite *vcd_suite(void)
{
    Suite *suite = suite_create("vcd");
    TCase *tcase = tcase_create("vcd");

    tcase_add_test(tcase, dump_is_well_formed);
    tcase_add_test(tcase, each_cpu_and_each_pin_has_its_signals);
    tcase_add_test(tcase, pins_begin_anew_with_each_boot);
    tcase_add_test(tcase, signals_follow_the_record);
    tcase_add_test(tcase, intr_stays_low_for_the_class_in_service);
    tcase_add_test(tcase, boots_share_one_time_axis);
    tcase_add_test(tcase, an_empty_record_is_a_dump);
    tcase_add_test(tcase, time_never_runs_backwards);
    suite_add_tcase(suite, tcase);
    return suite;
}

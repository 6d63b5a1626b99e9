/*
 * grader/src/script.c - "exactly these events, in this order, nothing else".
 * Contract: grader/include/checks.h.
 *
 * A lab's check writes down what its step must make happen; the comparison
 * walks the window's significant events beside it and stops at the first that
 * differs.  That first difference is the evidence of the report.
 */
#include <stdio.h>
#include <string.h>
#include "checks.h"
#include "record.h"

#define ANY_CPU (~0u) /* the script's events say which */

/* INTERRUPT repeats the DELIVER right before it on its CPU; alone it is an
 * 8259A's, a spurious or an exception's vector, and counts. */
static bool repeats_deliver(const struct window *w, size_t index)
{
    const struct event *e = event_at(w, index);

    if (e->reg != INTERRUPT_EXTERNAL)
        return false;
    for (size_t i = index; i > 0; i--) {
        const struct event *before = event_at(w, i - 1);

        if (before->cpu == e->cpu)
            return before->kind == EV_DELIVER && before->vector == e->vector;
    }
    return false;
}

static bool is_significant_mark(const struct event *e)
{
    enum mark_kind kind = mark_kind(e);

    return kind == MARK_STUB || kind == MARK_BODY || kind == MARK_BODY_END ||
           kind == MARK_POINT;
}

bool is_significant(const struct window *w, size_t index)
{
    const struct event *e = event_at(w, index);

    switch (e->kind) {
    case EV_ACCEPT:
    case EV_COALESCE:
    case EV_ILLEGAL:
    case EV_DELIVER:
    case EV_EOI:
    case EV_EOI_IDLE:
    case EV_EOI_IGNORED:
    case EV_NMI:
    case EV_INIT:
    case EV_SIPI:
        return true;
    case EV_INTERRUPT:
        return !repeats_deliver(w, index);
    case EV_MARK:
        return is_significant_mark(e);
    default:
        return false;
    }
}

static void append(struct script *s, struct expected e)
{
    e.cpu = s->cpu;
    if (s->count < SCRIPT_MAX)
        s->event[s->count++] = e;
}

void script_on(struct script *s, unsigned cpu)
{
    s->cpu = (uint8_t)cpu;
}

void script_event(struct script *s, enum event_kind kind, unsigned vector)
{
    append(s, (struct expected){.kind = kind, .vector = (uint16_t)vector});
}

void script_mark(struct script *s, enum mark_kind kind, unsigned argument)
{
    append(s, (struct expected){.kind = EV_MARK,
                                .mark = kind,
                                .vector = (uint16_t)argument});
}

void script_accept(struct script *s, unsigned vector)
{
    script_event(s, EV_ACCEPT, vector);
}

void script_enter(struct script *s, unsigned vector)
{
    script_event(s, EV_DELIVER, vector);
    script_mark(s, MARK_STUB, vector);
    script_mark(s, MARK_BODY, vector);
}

void script_leave(struct script *s, unsigned vector)
{
    script_mark(s, MARK_BODY_END, vector);
    script_event(s, EV_EOI, vector);
}

void script_service(struct script *s, unsigned vector)
{
    script_enter(s, vector);
    script_leave(s, vector);
}

static bool is_expected(const struct event *e, const struct expected *x)
{
    if (e->kind != x->kind || e->cpu != x->cpu)
        return false;
    if (x->kind == EV_MARK)
        return is_mark(e, x->mark, x->vector);
    return x->vector == EVENT_NO_VECTOR || e->vector == x->vector;
}

static const char *event_word(enum event_kind kind)
{
    static const char *const words[EVENT_KIND_COUNT] = {
#define X(name, text) [name] = text,
        EVENT_KINDS(X)
#undef X
    };

    return kind < EVENT_KIND_COUNT ? words[kind] : "nothing";
}

static const char *mark_word(enum mark_kind kind)
{
    switch (kind) {
    case MARK_STUB:
        return "the entry of handler";
    case MARK_BODY:
        return "the call of the body";
    case MARK_BODY_END:
        return "the body's return";
    case MARK_POINT:
        return "the scenario's next act";
    default:
        return "a mark";
    }
}

static void describe(char *text, size_t size, enum event_kind kind,
                     enum mark_kind mark, unsigned vector)
{
    if (kind == EV_MARK && mark == MARK_POINT)
        snprintf(text, size, "%s", mark_word(mark));
    else if (kind == EV_MARK)
        snprintf(text, size, "%s%s 0x%02x", mark_word(mark),
                 mark == MARK_STUB ? "" : " for", vector);
    else if (vector == EVENT_NO_VECTOR)
        snprintf(text, size, "%s", event_word(kind));
    else
        snprintf(text, size, "%s 0x%02x", event_word(kind), vector);
}

/* " on CPU 2", where the machine has several. */
static void add_cpu(const struct window *w, char *text, size_t size,
                    unsigned cpu)
{
    size_t n = strlen(text);

    if (w->record->cpus > 1)
        snprintf(text + n, size - n, " on CPU %u", cpu);
}

static void differ(struct window *w, enum finding_kind kind, size_t index,
                   const struct expected *x)
{
    struct finding *f = w->found;
    char want[64] = "nothing more", got[64] = "the end of the step";

    if (f->kind != FOUND_NOTHING)
        return;
    *f = (struct finding){.kind = kind, .at = index, .vector = EVENT_NO_VECTOR};
    if (index < w->last)
        f->cpu = event_at(w, index)->cpu;
    if (x != NULL) {
        f->expected = *x;
        f->cpu = x->cpu;
        f->vector = x->kind == EV_MARK && x->mark == MARK_POINT
                        ? EVENT_NO_VECTOR
                        : x->vector;
        describe(want, sizeof want, x->kind, x->mark, x->vector);
        add_cpu(w, want, sizeof want, x->cpu);
    }
    if (index < w->last) {
        const struct event *e = event_at(w, index);

        describe(got, sizeof got, (enum event_kind)e->kind, mark_kind(e),
                 e->kind == EV_MARK ? mark_arg(e) : e->vector);
        add_cpu(w, got, sizeof got, e->cpu);
        if (f->vector == EVENT_NO_VECTOR && e->kind != EV_MARK)
            f->vector = e->vector;
    }
    snprintf(f->text, sizeof f->text, "%s was due and %s came", want, got);
}

/* Compare event `index` with the script's next; false, and a finding, when it
 * is another. */
static bool step_on(struct window *w, const struct script *s, unsigned *next,
                    size_t index, unsigned cpu)
{
    if (*next == s->count) {
        differ(w, FOUND_EXTRA, index, NULL);
        return false;
    }
    struct expected x = s->event[*next];

    if (cpu != ANY_CPU)
        x.cpu = (uint8_t)cpu;
    if (!is_expected(event_at(w, index), &x)) {
        differ(w, FOUND_UNEXPECTED, index, &x);
        return false;
    }
    ++*next;
    return true;
}

bool script_holds(struct window *w, const struct script *s)
{
    unsigned next = 0;

    for (size_t i = w->first + 1; i < w->last; i++)
        if (is_significant(w, i) && !step_on(w, s, &next, i, ANY_CPU))
            return false;
    if (next < s->count)
        differ(w, FOUND_MISSING, w->last, &s->event[next]);
    return next == s->count;
}

bool scripts_hold(struct window *w, const struct script *per_cpu, unsigned cpus)
{
    static const struct script nothing;
    unsigned next[RECORD_CPUS] = {0};

    for (size_t i = w->first + 1; i < w->last; i++) {
        unsigned cpu = event_at(w, i)->cpu % RECORD_CPUS;
        const struct script *s = cpu < cpus ? &per_cpu[cpu] : &nothing;

        if (is_significant(w, i) && !step_on(w, s, &next[cpu], i, cpu))
            return false;
    }
    for (unsigned cpu = 0; cpu < cpus && cpu < RECORD_CPUS; cpu++)
        if (next[cpu] < per_cpu[cpu].count) {
            struct expected x = per_cpu[cpu].event[next[cpu]];

            x.cpu = (uint8_t)cpu;
            differ(w, FOUND_MISSING, w->last, &x);
            return false;
        }
    return true;
}

/*
 * grader/src/run_windows.c - cutting a boot's record into windows, one a step.
 *
 * The runner's marks must come in exactly this order, or the step in which
 * they do not is spoilt and the boot counts as ended there.  Called by run.c,
 * which boots.  Contract: run_parts.h.
 *
 *   RUN 1   { RESET 1  RESET 0  STEP_BEGIN k  ...  STEP_END k }   RESET RUN 0
 */
#include <stdio.h>
#include "hw/x2apic_regs.h"
#include "run_parts.h"
#include "soft_marks.h"

/* Where the walk over the marks is. */
enum place { BEFORE_RUN, BETWEEN_STEPS, IN_RESET, BEFORE_STEP, IN_STEP, OVER };

struct cutter {
    struct run *run;
    struct record *record;
    enum place place;
    unsigned step; /* the step that is next, or under way */
};

/* The first step from `step` on that is performed, or the plan's count. */
static unsigned performed_from(const struct run *run, unsigned step)
{
    while (step < run->plan.count && run->left_out >> step & 1)
        step++;
    return step;
}

/* The last step before `step` that is performed, or `step` itself. */
static unsigned performed_before(const struct run *run, unsigned step)
{
    for (unsigned k = step; k > 0; k--)
        if (!(run->left_out >> (k - 1) & 1))
            return k - 1;
    return step;
}

static bool is_control(enum mark_kind kind)
{
    return kind == MARK_RUN || kind == MARK_RESET || kind == MARK_STEP_BEGIN ||
           kind == MARK_STEP_END;
}

static void open_window(struct cutter *c, size_t index)
{
    c->run->step[c->step].window = (struct window){
        .record = c->record,
        .step = &c->run->plan.step[c->step],
        .number = c->step,
        .first = index,
        .last = c->record->trace->count,
    };
    c->place = IN_STEP;
}

static void close_window(struct cutter *c, size_t index)
{
    struct window *w = &c->run->step[c->step].window;

    w->last = index;
    w->complete = true;
    c->step = performed_from(c->run, c->step + 1);
    c->place = BETWEEN_STEPS;
}

/* Take the control mark at `index`; false when it does not belong here. */
static bool advance(struct cutter *c, const struct event *e, size_t index)
{
    enum mark_kind kind = mark_kind(e);
    bool on = mark_arg(e) == 1;

    switch (c->place) {
    case BEFORE_RUN:
        c->place = BETWEEN_STEPS;
        return kind == MARK_RUN && on;
    case BETWEEN_STEPS:
        c->place = kind == MARK_RUN ? OVER : IN_RESET;
        return (kind == MARK_RESET && on) || (kind == MARK_RUN && !on);
    case IN_RESET:
        c->place = BEFORE_STEP;
        return kind == MARK_RESET && !on;
    case BEFORE_STEP:
        if (kind == MARK_RUN && !on) {
            c->place = OVER;
            return true;
        }
        if (kind != MARK_STEP_BEGIN || mark_step(e) != c->step ||
            c->step >= c->run->plan.count)
            return false;
        open_window(c, index);
        return true;
    case IN_STEP:
        if (kind != MARK_STEP_END || mark_step(e) != c->step)
            return false;
        close_window(c, index);
        return true;
    default:
        return false;
    }
}

/* Between its marks STEP_END and STEP_BEGIN the kernel does nothing but its own
 * reset, which uses no accessor of the labs and makes no other mark, but for
 * the ICR when it starts the other CPUs with lab 04's code: what happens there
 * all the same was meant to be hidden. */
static bool starts_cpus(const struct event *e)
{
    if (e->kind == EV_MSR_WRITE)
        return e->cpu == 0 && e->reg == x2apic_msr(LAPIC_ICR_LOW);
    return e->kind == EV_APIC_WRITE && e->cpu == 0 &&
           (e->reg == LAPIC_ICR_LOW || e->reg == LAPIC_ICR_HIGH);
}

/* That code may not be done. */
static bool says_undone(enum place place, const struct event *e)
{
    return place == IN_RESET && mark_kind(e) == MARK_TODO;
}

static bool is_foreign(enum place place, const struct event *e)
{
    switch (e->kind) {
    case EV_MARK:
        return !is_control(mark_kind(e)) && mark_kind(e) != MARK_PANIC &&
               !says_undone(place, e);
    case EV_APIC_WRITE:
    case EV_PIC_WRITE:
    case EV_MSR_WRITE:
        return place != IN_RESET || (e->from != 0 && !starts_cpus(e));
    case EV_DELIVER:
    case EV_EOI:
    case EV_EOI_IDLE:
    case EV_EOI_IGNORED:
        return place != IN_RESET;
    default:
        return false;
    }
}

/* Does event `index` stand where the marks before it allow? */
static bool take(struct cutter *c, const struct event *e, size_t index)
{
    if (e->kind == EV_MARK && is_control(mark_kind(e)))
        return advance(c, e, index);
    return c->place == BEFORE_RUN || c->place == IN_STEP || c->place == OVER ||
           !is_foreign(c->place, e);
}

static void spoil(struct step_result *s, enum finding_kind kind, size_t at,
                  const char *text)
{
    if (s->trouble.kind != FOUND_NOTHING)
        return;
    s->trouble =
        (struct finding){.kind = kind, .at = at, .vector = EVENT_NO_VECTOR};
    snprintf(s->trouble.text, sizeof s->trouble.text, "%s", text);
}

/* The step that is next is spoilt, and the one before, whose end was a lie
 * when its own code made the marks. */
static void spoil_marks(struct cutter *c, unsigned first, size_t at)
{
    static const char text[] = "the record's step marks are out of order here";

    if (c->step < c->run->plan.count)
        spoil(&c->run->step[c->step], FOUND_MARKS, at, text);
    if (c->place != IN_STEP && c->step > first)
        spoil(&c->run->step[performed_before(c->run, c->step)], FOUND_MARKS, at,
              text);
}

/* The kernel's last mark is believed when the machine ended there, too. */
static bool is_over(const struct cutter *c)
{
    enum run_end end = c->record->trace->end;

    if (end == END_KERNEL_PANIC && c->step < c->run->plan.count)
        return c->place == OVER;
    return c->place == OVER && end == END_FINISHED;
}

/* The end of a step whose code made the kernel panic: an ordinary result. */
static bool is_panic_end(const struct cutter *c, const struct event *e)
{
    return c->place == IN_STEP && c->record->trace->end == END_KERNEL_PANIC &&
           is_mark(e, MARK_RUN, 0);
}

/* Bochs's boots end there at once (bochs.c). */
static bool is_begun_anew(const struct trace *t, size_t at)
{
    for (size_t i = at; t->end == END_RESET && i > 0; i--)
        if (t->event[i - 1].kind == EV_INIT && t->event[i - 1].cpu == 0)
            return true;
    return at < t->count && is_mark(&t->event[at], MARK_RUN, 1);
}

/* A boot CPU that gets INIT runs the boot ROM again: an
 * ordinary result, too. */
static const char *end_text(const struct record *record, size_t at)
{
    const struct trace *t = record->trace;

    if (is_begun_anew(t, at))
        return "the kernel began anew here, as after an INIT to the boot CPU";
    return run_end_text(t->end);
}

static bool is_ordinary_end(const struct cutter *c, const struct event *e)
{
    return is_panic_end(c, e) ||
           (c->place == IN_STEP && is_mark(e, MARK_RUN, 1));
}

/* Walk one boot's marks from step `first`; returns the step after the last
 * one that was begun. */
static unsigned cut(struct run *run, struct record *record, unsigned first)
{
    struct cutter c = {.run = run,
                       .record = record,
                       .step = performed_from(run, first)};
    const struct trace *t = record->trace;
    size_t i;

    for (i = 0; i < t->count && !is_ordinary_end(&c, &t->event[i]); i++)
        if (!take(&c, &t->event[i], i)) {
            spoil_marks(&c, first, i);
            break;
        }
    if (c.place == IN_STEP) {
        struct step_result *s = &run->step[c.step];

        s->window.last = i;
        spoil(s, FOUND_ENDED, i > 0 ? i - 1 : 0, end_text(record, i));
        return performed_from(run, c.step + 1);
    }
    if (is_over(&c))
        return c.step;
    if (c.step == run->plan.count && c.step > first)
        spoil(&run->step[performed_before(run, c.step)], FOUND_ENDED,
              i > 0 ? i - 1 : 0, run_end_text(t->end));
    return performed_from(run, c.step + 1);
}

/* From the first disagreement on, nothing in this boot counts. */
static void spoil_disagreement(struct run *run, const struct record *record)
{
    if (record->disagree_at == NOWHERE)
        return;
    for (unsigned k = 0; k < run->plan.count; k++) {
        struct step_result *s = &run->step[k];

        if (s->window.record == record && s->window.last > record->disagree_at)
            spoil(s, FOUND_DISAGREES, record->disagree_at,
                  record->disagree_text);
    }
}

void run_spoil_unfinished(struct run *run)
{
    for (unsigned k = 0; k < run->plan.count; k++)
        if (run->step[k].window.record == NULL)
            spoil(&run->step[k], FOUND_NOT_REACHED, NOWHERE,
                  "the run never came to this step");
}

unsigned run_take_boot(struct run *run)
{
    unsigned n = run->boots++;
    struct record *record = &run->record[n];

    soft_marks_expand(&run->boot[n].trace);
    record_make(record, &run->boot[n].trace);
    if (!run->boot[n].trace.kernel_intact)
        run->modified = true;
    unsigned next = cut(run, record, run->boot[n].order.first_step);
    spoil_disagreement(run, record);
    return next;
}

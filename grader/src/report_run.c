/*
 * grader/src/report_run.c - one run's events and states as JSON.  Contract:
 * report_run.h.
 *
 * An event is one line of text, as in a trace, with the state of its CPU behind
 * it where that changed: short enough for a report, and read by people too.
 */
#include <stdio.h>
#include <string.h>
#include "lanes.h"
#include "report_run.h"

#define LINE 4096u /* of one event; longer states are cut at a whole word */

struct line {
    char text[LINE];
    size_t length;
};

/* What is written already: the last state of each CPU, and of the 8259As. */
struct writer {
    const struct run *run;
    json_t *events, *steps;
    const struct snapshot *shown[RECORD_CPUS];
    const struct snapshot *pic;
    size_t count;
    bool cut;
};

static void add(struct line *line, const char *word)
{
    size_t n = strlen(word);

    if (line->length + n >= sizeof line->text)
        return;
    memcpy(line->text + line->length, word, n + 1);
    line->length += n;
}

static void add_number(struct line *line, const char *format, uint64_t value)
{
    char word[40];

    snprintf(word, sizeof word, format, (unsigned long long)value);
    add(line, word);
}

static void add_vectors(struct line *line, const char *name,
                        const uint32_t words[8])
{
    const char *between = "";

    add(line, name);
    for (unsigned v = 0; v < 256; v++)
        if (vector_bit(words, v)) {
            add(line, between);
            add_number(line, "0x%02llx", v);
            between = ",";
        }
}

static const char *kind_name(const struct event *e)
{
    static const char *const name[] = {
#define X(kind, text) [kind] = text,
        EVENT_KINDS(X)
#undef X
    };

    return e->kind < EVENT_KIND_COUNT ? name[e->kind] : "-";
}

static void add_event(struct line *line, const struct event *e)
{
    add_number(line, "%llu", e->tick);
    add_number(line, " %llu ", e->cpu);
    add(line, kind_name(e));
    if (e->vector == EVENT_NO_VECTOR)
        add(line, " -");
    else
        add_number(line, " 0x%02llx", e->vector);
    add_number(line, " 0x%llx", e->reg);
    add_number(line, " 0x%llx", e->value);
}

static bool same_apic(const struct snapshot *a, const struct snapshot *b)
{
    return memcmp(a->irr, b->irr, sizeof a->irr) == 0 &&
           memcmp(a->isr, b->isr, sizeof a->isr) == 0 && a->tpr == b->tpr &&
           a->ppr == b->ppr;
}

static bool same_pic(const struct snapshot *a, const struct snapshot *b)
{
    return a->pic_irr == b->pic_irr && a->pic_isr == b->pic_isr &&
           a->pic_imr == b->pic_imr;
}

static void add_state(struct writer *w, struct line *line,
                      const struct snapshot *s, unsigned cpu)
{
    if (w->shown[cpu] == NULL || !same_apic(w->shown[cpu], s)) {
        add_vectors(line, " irr=", s->irr);
        add_vectors(line, " isr=", s->isr);
        add_number(line, " tpr=0x%02llx", s->tpr);
        add_number(line, " ppr=0x%02llx", s->ppr);
    }
    if (w->pic == NULL || !same_pic(w->pic, s)) {
        add_number(line, " pic-irr=0x%04llx", s->pic_irr);
        add_number(line, " pic-isr=0x%04llx", s->pic_isr);
        add_number(line, " pic-imr=0x%04llx", s->pic_imr);
    }
    w->shown[cpu] = w->pic = s;
}

static void write_event(struct writer *w, const struct window *window, size_t i)
{
    const struct event *e = event_at(window, i);
    struct line line = {.length = 0};

    add_event(&line, e);
    if (e->cpu < RECORD_CPUS)
        add_state(w, &line, &window->record->state[i], e->cpu);
    json_array_append_new(w->events, json_string(line.text));
    w->count++;
}

static const char *step_name(const struct lab *lab, const struct run *run,
                             unsigned step)
{
    unsigned kind = run->plan.step[step].kind;

    return kind < lab->step_count ? lab->steps[kind] : "";
}

/* Steps behind the plan have no name. */
static void write_heading(struct writer *w, const struct lab *lab,
                          unsigned step)
{
    bool planned = step < w->run->plan.count;
    json_t *o = json_object();

    json_object_set_new(o, "step", json_integer(step));
    json_object_set_new(o, "name",
                        json_string(planned ? step_name(lab, w->run, step)
                                            : ""));
    json_object_set_new(o, "boot",
                        json_integer(w->run->step[step].window.record -
                                     w->run->record));
    json_object_set_new(o, "first", json_integer((json_int_t)w->count));
    json_array_append_new(w->steps, o);
}

/* The events of a step that move something. */
static void write_step(struct writer *w, const struct window *window)
{
    size_t count = event_count(window);

    for (size_t i = window->first; i <= window->last && i < count; i++) {
        if (!is_column(window, i, true))
            continue;
        if (w->count >= REPORT_RUN_EVENTS) {
            w->cut = true;
            return;
        }
        write_event(w, window, i);
    }
}

static void write_steps(struct writer *w, const struct lab *lab)
{
    for (unsigned k = 0; k <= w->run->plan.count && k <= PLAN_STEPS; k++) {
        const struct window *window = &w->run->step[k].window;

        if (window->record == NULL)
            continue;
        write_heading(w, lab, k);
        write_step(w, window);
    }
}

/* ---- where the failed checks point ---- */

/* Rows before event `at` of `window`, itself included. */
static size_t rows_until(const struct window *window, size_t at)
{
    size_t rows = 0;

    for (size_t i = window->first; i <= at && i < event_count(window); i++)
        if (is_column(window, i, true))
            rows++;
    return rows;
}

/* The line that shows event `at` of `window`, or the last one before it. */
static size_t row_of(const struct writer *w, const struct window *window,
                     size_t at)
{
    size_t row = 0;

    for (unsigned k = 0; k <= w->run->plan.count && k <= PLAN_STEPS; k++) {
        const struct window *step = &w->run->step[k].window;

        if (step->record == NULL)
            continue;
        if (step == window ||
            (step->record == window->record && step->first == window->first)) {
            row += rows_until(step, at);
            break;
        }
        row += rows_until(step, step->last);
    }
    if (row > w->count)
        row = w->count;
    return row > 0 ? row - 1 : 0;
}

static json_t *wrong_of(const struct writer *w, const struct grading *g,
                        const struct evidence *evidence)
{
    json_t *list = json_array();

    for (unsigned i = 0; i < g->lab->check_count; i++) {
        const struct result *r = &g->verdict.result[i];
        json_t *o;

        if (r->status != STATUS_FAIL || r->blocked_by != 0 ||
            r->run != w->run || !evidence[i].has_moment)
            continue;
        o = json_object();
        json_object_set_new(o, "check", json_string(r->check->id));
        json_object_set_new(o, "event",
                            json_integer((json_int_t)row_of(w, r->window,
                                                            evidence[i].at)));
        json_array_append_new(list, o);
    }
    return list;
}

static const struct run *run_to_show(const struct grading *g)
{
    const struct result *first = g->verdict.first;

    return first != NULL && first->run != NULL ? first->run : g->run;
}

json_t *report_run_make(const struct grading *g,
                        const struct evidence *evidence)
{
    struct writer w = {.count = 0};
    json_t *o;

    if (g->run == NULL || g->seeds == 0 || g->verdict.result == NULL)
        return NULL;
    w.run = run_to_show(g);
    w.events = json_array();
    w.steps = json_array();
    write_steps(&w, g->lab);
    o = json_object();
    json_object_set_new(o, "seed", json_integer((json_int_t)w.run->seed));
    json_object_set_new(o, "cut", json_boolean(w.cut));
    json_object_set_new(o, "steps", w.steps);
    json_object_set_new(o, "wrong", wrong_of(&w, g, evidence));
    json_object_set_new(o, "events", w.events);
    return o;
}

/*
 * grader/src/timeline.c - a whole run, a block for each step.  Contract:
 * timeline.h.
 *
 *   event  a  a  d  e  d  e        one column an event
 *   0x45      ---===.  .  .        --- pending (IRR)
 *   0x31   ------------===.        === in service (ISR)
 *   PPR    00 00 40 00 30 00
 */
#include <string.h>
#include "ipi.h"
#include "memory.h"
#include "timeline.h"
#include "timeline_draw.h"

#define NARROW 3u

static void draw_letters(struct page *page, const struct drawing *d)
{
    struct row row;

    row_begin(&row, "  event");
    for (unsigned i = 0; i < d->columns; i++) {
        char text[2] = {event_letter(event_at(d->window, d->column[i])), '\0'};

        row_cell(&row, text, d->width);
    }
    row_end(&row, page);
}

/* Several CPUs have more lanes than a page: those of each stretch are drawn. */
static void draw_stretch(struct page *page, struct drawing *d)
{
    if (record_has_many(d->window->record)) {
        d->lanes = (struct lanes){0};
        for (unsigned i = 0; i < d->columns; i++)
            lanes_add(&d->lanes, d->window, d->column[i], LANES_MAX);
        lanes_sort(&d->lanes);
    }
    draw_letters(page, d);
    draw_cpus(page, d);
    draw_lanes(page, d);
}

static void draw_step(struct page *page, const struct window *w)
{
    unsigned count, most = (page->style.width - TIMELINE_LABEL) / NARROW;
    size_t *column = columns_of(w, false, NOWHERE, &count);
    struct drawing d = {.window = w, .width = NARROW, .moment = NOWHERE};

    for (unsigned i = 0; i < count; i++)
        lanes_add(&d.lanes, w, column[i], TIMELINE_LANES);
    lanes_sort(&d.lanes);
    for (unsigned i = 0; i < count; i += most) {
        d.column = column + i;
        d.columns = count - i < most ? count - i : most;
        draw_stretch(page, &d);
    }
    if (d.lanes.hidden > 0)
        page_add(page, 2, "  and more vectors than there are lanes");
    free(column);
}

static unsigned boot_of(const struct run *run, const struct window *w)
{
    return (unsigned)(w->record - run->record);
}

/* ": a burst of self-IPIs", or nothing where the lab has no words for it. */
static const char *step_name(const struct lab *lab, const struct run *run,
                             unsigned step)
{
    unsigned kind = run->plan.step[step].kind;

    return lab != NULL && kind < lab->step_count ? lab->steps[kind] : "";
}

static void step_heading(struct page *page, const struct run *run,
                         const struct lab *lab, unsigned step)
{
    const struct step_result *s = &run->step[step];
    const struct window *w = &s->window;
    size_t end = w->last < event_count(w) ? w->last : event_count(w) - 1;

    page_add(page, 2, INK_BOLD "step %u" INK_OFF "  %s, ticks %llu to %llu%s%s",
             step, step_name(lab, run, step),
             (unsigned long long)event_at(w, w->first)->tick,
             (unsigned long long)event_at(w, end)->tick,
             boot_of(run, w) > 0 ? ", after a new start" : "",
             w->complete ? "" : INK_RED ", and the run ended here" INK_OFF);
}

void timeline_step(struct page *page, const struct run *run,
                   const struct lab *lab, unsigned step)
{
    const struct step_result *s = &run->step[step];

    if (s->window.record == NULL) {
        page_add(page, 2, INK_BOLD "step %u" INK_OFF "  %s, not reached", step,
                 step_name(lab, run, step));
        return;
    }
    step_heading(page, run, lab, step);
    draw_step(page, &s->window);
    if (s->trouble.kind != FOUND_NOTHING)
        page_add(page, 2, INK_RED "  %s" INK_OFF, s->trouble.text);
}

/* Does the record tell of PCI functions? */
static bool has_functions(const struct run *run)
{
    const struct trace *t = run->record[0].trace;

    for (size_t i = 0; i < t->count; i++)
        if (mark_kind(&t->event[i]) == MARK_SOFT &&
            t->event[i].kind == EV_MARK &&
            field_get(mark_arg(&t->event[i]), MARK_SOFT_OP) == SOFT_PCI_RESET)
            return true;
    return false;
}

/* Any boot of a run has the same machine. */
static void legend_of_many(struct page *page, const struct run *run)
{
    if (run->boots > 0 && record_has_many(&run->record[0]))
        page_add(
            page, 2,
            "  s send of an IPI  I INIT  S SIPI  n NMI   IPI row: >1 to CPU "
            "1, >* to all\n  others, >- to nobody, <0 from CPU 0%s",
            has_functions(run)
                ? "\n  p write to a PCI function  b ring of a "
                  "device (its message is sent by an IPI)\n  y end of "
                  "a copy  h a timer of the HPET writes"
                : "");
}

void timeline_legend(struct page *page)
{
    bool ascii = page->style.ascii;

    page_add(page, 2,
             "  " INK_YELLOW "%s" INK_OFF " pending (IRR)   " INK_GREEN
             "%s" INK_OFF " in service (ISR)   " INK_BLUE "%s" INK_OFF
             " both   PPR in hexadecimal",
             ascii ? "---" : "\u2591\u2591\u2591",
             ascii ? "===" : "\u2588\u2588\u2588",
             ascii ? "###" : "\u2593\u2593\u2593");
    page_add(page, 2,
             "  a accept  c coalesce  d deliver  e EOI  i EOI without effect  "
             "t write of TPR\n  + - IRQ line up, down  w 8259A written  x "
             "exception  m masked timer  ! end");
}

/* How many steps in a row, from `step` on, were never begun. */
static unsigned unreached_from(const struct run *run, unsigned step)
{
    unsigned n = 0;

    while (step + n < run->plan.count &&
           run->step[step + n].window.record == NULL)
        n++;
    return n;
}

void timeline_print(FILE *out, const struct run *run, const struct lab *lab,
                    const struct page_style *style)
{
    struct page page;

    page_open(&page, style);
    page.style.height = 0;
    page_add(&page, 2, INK_BOLD "%s" INK_OFF "  seed %llu, %u steps, %u boot%s",
             lab != NULL ? lab->name : "timeline",
             (unsigned long long)run->seed, run->plan.count, run->boots,
             run->boots == 1 ? "" : "s");
    timeline_legend(&page);
    legend_of_many(&page, run);
    for (unsigned k = 0; k < run->plan.count;) {
        unsigned left = unreached_from(run, k);

        page_add(&page, 0, "%s", "");
        if (left > 1)
            page_add(&page, 2,
                     INK_BOLD "steps %u to %u" INK_OFF "  not reached", k,
                     k + left - 1);
        else
            timeline_step(&page, run, lab, k);
        k += left > 1 ? left : 1;
    }
    page_print(&page, out);
    page_close(&page);
}

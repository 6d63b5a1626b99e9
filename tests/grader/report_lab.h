/*
 * tests/grader/report_lab.h - a lab of three checks and records made by hand.
 *
 * The lab has nothing to do with those under labs/: each step of its plan
 * sends itself 0x31 and then 0x22.  The records are what a machine would have
 * logged of a right answer, of one without EOI and of an untouched skeleton.
 * For the tests of reports, traces and dumps.
 */
#ifndef REPORT_LAB_H
#define REPORT_LAB_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "grading.h"
#include "hw/lapic_regs.h"
#include "memory.h"

#define HAND_STEPS 2
#define HAND_SEED  7
#define SELF_IPI   0x44000u

enum hand_record {
    RECORD_RIGHT,
    RECORD_NO_EOI,
    RECORD_UNDONE,
    RECORD_CUT,
    RECORD_SAME_CLASS, /* no EOI, and 0x35 instead of 0x22 */
    RECORD_LONG,       /* no EOI, and many events around it */
};

static inline void hand_plan(struct plan *plan, struct rng *rng)
{
    (void)rng;
    for (unsigned i = 0; i < HAND_STEPS; i++)
        plan_add(plan, 1);
}

static inline bool hand_order(struct window *w)
{
    struct script s = {0};

    for (unsigned v = 0x31; v >= 0x22; v -= 0xf) {
        script_event(&s, EV_ACCEPT, v);
        script_event(&s, EV_DELIVER, v);
        script_event(&s, EV_EOI, v);
    }
    return script_holds(w, &s);
}

static inline bool hand_second(struct window *w)
{
    return require(w, count_events(w, EV_DELIVER, 0x22) == 1, w->last, 0x22,
                   "vector 0x22 was not delivered");
}

static inline bool hand_no_eoi(const struct window *w,
                               const struct check *check,
                               const struct finding *f)
{
    (void)check;
    return found_kind(w, f, FOUND_UNEXPECTED, EV_EOI);
}

static const struct check hand_checks[] = {
    {.id = "hand-order",
     .title = "each vector is served and retired before the next",
     .todo = 1,
     .part = 'A',
     .points = 10,
     .steps = BIT(1),
     .holds = hand_order,
     .function = "hand_interrupt",
     .rule = "an EOI clears the highest bit of ISR [SDM3 10.8.5 \"Signaling "
             "Interrupt Servicing Completion\"]",
     .place = "the last line of hand_interrupt",
     .book = "hand-eoi"},
    {.id = "hand-second",
     .title = "the lower vector comes too",
     .todo = 2,
     .part = 'A',
     .points = 5,
     .steps = BIT(1),
     .needs = BIT(1),
     .holds = hand_second,
     .function = "hand_interrupt",
     .rule = "a request waits for PPR",
     .place = "somewhere",
     .book = "hand-ppr"},
};

static const struct mistake hand_mistakes[] = {
    {.id = "eoi-missing",
     .sentence = "the handler of %v returned without EOI",
     .remedy = "write 0 to EOI",
     .fits = hand_no_eoi},
};

static const struct lab hand_lab = {
    .number = "97",
    .name = "97-hand",
    .title = "By hand",
    .file = "hand.c",
    .version = 3,
    .plan = hand_plan,
    .checks = hand_checks,
    .check_count = COUNT_OF(hand_checks),
    .mistakes = hand_mistakes,
    .mistake_count = COUNT_OF(hand_mistakes),
};

/* ---- records ---- */

struct hand {
    struct trace *trace;
    uint64_t tick;
};

static inline void hand_event(struct hand *h, enum event_kind kind,
                              unsigned vector, uint32_t reg, uint64_t value)
{
    h->tick += 10;
    trace_add(h->trace, (struct event){.tick = h->tick,
                                       .kind = (uint8_t)kind,
                                       .vector = (uint16_t)vector,
                                       .reg = reg,
                                       .value = value});
}

static inline void hand_mark(struct hand *h, enum mark_kind kind, unsigned step,
                             unsigned argument)
{
    uint64_t value = field_put(0, MARK_KIND, (uint64_t)kind);

    value = field_put(value, MARK_STEP, step);
    value = field_put(value, MARK_ARG, argument);
    hand_event(h, EV_MARK, EVENT_NO_VECTOR, (uint32_t)kind, value);
}

static inline void hand_send(struct hand *h, unsigned vector)
{
    hand_event(h, EV_APIC_WRITE, EVENT_NO_VECTOR, LAPIC_ICR_LOW,
               SELF_IPI | vector);
    hand_event(h, EV_ACCEPT, vector, 0, 0);
}

static inline void hand_serve(struct hand *h, unsigned vector, bool eoi)
{
    hand_event(h, EV_DELIVER, vector, 0, 0);
    if (eoi) {
        hand_event(h, EV_APIC_WRITE, EVENT_NO_VECTOR, LAPIC_EOI, 0);
        hand_event(h, EV_EOI, vector, 0, 0);
    }
    hand_event(h, EV_IRET, EVENT_NO_VECTOR, 0, 0);
}

/* Writes of TPR that change nothing. */
static inline void hand_wait(struct hand *h, unsigned count)
{
    for (; count > 0; count--)
        hand_event(h, EV_APIC_WRITE, EVENT_NO_VECTOR, LAPIC_TPR, 0);
}

static inline void hand_step(struct hand *h, unsigned step,
                             enum hand_record which)
{
    bool eoi = which == RECORD_RIGHT || which == RECORD_CUT;

    hand_mark(h, MARK_RESET, step, 1);
    hand_mark(h, MARK_RESET, step, 0);
    hand_mark(h, MARK_STEP_BEGIN, step, 0);
    if (which == RECORD_UNDONE) {
        hand_mark(h, MARK_TODO, step, 1);
    } else {
        hand_event(h, EV_APIC_WRITE, EVENT_NO_VECTOR, LAPIC_SVR, 0x1ff);
        hand_wait(h, which == RECORD_LONG ? 10 : 0);
        hand_send(h, 0x31);
        hand_serve(h, 0x31, eoi);
        hand_send(h, which == RECORD_SAME_CLASS ? 0x35 : 0x22);
        if (eoi)
            hand_serve(h, 0x22, true);
        hand_wait(h, which == RECORD_LONG ? 6 : 0);
    }
    hand_mark(h, MARK_STEP_END, step, 0);
}

/* The record of one boot; its events go to `trace`. */
static inline void hand_boot(struct trace *trace, enum hand_record which)
{
    struct hand h = {.trace = trace, .tick = 48000};

    trace_init(trace);
    trace->kernel_intact = trace->kernel_checked = true;
    trace->end = which == RECORD_CUT ? END_RESET : END_FINISHED;
    hand_mark(&h, MARK_RUN, 0, 1);
    hand_step(&h, 0, which);
    if (which != RECORD_RIGHT && which != RECORD_UNDONE)
        return;
    hand_step(&h, 1, which);
    hand_mark(&h, MARK_RUN, 0, 0);
}

/* A grading as grading_make would leave it, but for the kernel.  Free with
 * grading_free. */
static inline void hand_grade(struct grading *g, enum hand_record which)
{
    *g = (struct grading){.lab = &hand_lab, .seeds = 1};
    g->run = need(calloc(1, sizeof *g->run));
    g->run->seed = HAND_SEED;
    hand_boot(&g->run->boot[0].trace, which);
    g->path = text_copy("labs/97-hand");
    g->source = text_copy("/* hand.c */\n");
    snprintf(g->sha256, sizeof g->sha256, "%064d", 0);
    run_from_trace(g->run, &hand_lab);
    verdict_make(&g->verdict, &hand_lab, g->run, 1, 0);
}

static inline struct options hand_options(void)
{
    return (struct options){.machine = "bochs",
                            .boot = "rom",
                            .seed = 1,
                            .seeds = 3,
                            .jobs = 1,
                            .plain = true};
}

/* What `print` writes, to be freed. */
#define CAPTURE(text, stream, call)                                            \
    do {                                                                       \
        size_t capture_size;                                                   \
        FILE *stream = open_memstream(&(text), &capture_size);                 \
        call;                                                                  \
        fclose(stream);                                                        \
    } while (0)

#endif

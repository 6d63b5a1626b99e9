/*
 * tests/grader/run_case.h - a run of one boot by hand, whose steps serve one
 * vector each.
 *
 * For the tests of windows and verdicts: they bring a lab of their own, whose
 * checks ask `served`.  Included once by each, whose run and trace these are.
 */
#ifndef RUN_CASE_H
#define RUN_CASE_H

#include "trace_case.h"
#include "verdict.h"

#define VECTOR 0x31

static struct run run;
static struct trace *t; /* of its boot */

static inline void begin_run(void)
{
    run = (struct run){.seed = 1};
    t = &run.boot[0].trace;
    trace_init(t);
    t->kernel_intact = true;
    t->end = END_FINISHED;
}

static inline void put_reset(void)
{
    put_mark(t, MARK_RESET, 0, 1);
    put_mark(t, MARK_RESET, 0, 0);
}

static inline void put_service(void)
{
    put_enable(t);
    put_self_ipi(t, VECTOR);
    put_delivery(t, VECTOR);
    put_eoi(t, VECTOR);
}

static inline bool served(struct window *w)
{
    struct script s = {0};

    script_accept(&s, VECTOR);
    script_event(&s, EV_DELIVER, VECTOR);
    script_event(&s, EV_EOI, VECTOR);
    return script_holds(w, &s);
}

#endif

/*
 * labs/02-lapic/plan.h - the steps of lab 02 and what their arguments mean.
 *
 * Shared by plan.c, scenario.c (in the kernel) and checks.c (in the grader).
 * In every step v[0] is the spurious vector, which is never used for anything
 * else: an emulator may ignore its EOI, and real hardware cannot tell.
 */
#ifndef LAB_02_PLAN_H
#define LAB_02_PLAN_H

#include "model/plan.h"

/* "Window": the scenario opens IF for one instruction and closes it again. */
enum lapic_step {
    STEP_ENABLE = 1, /* enable with v[0], then again with v[1] */
    STEP_SELF_IPI,   /* v[1] is sent with IF = 0; window; lapic_eoi alone
                        ends it */
    STEP_BURST,      /* v[1..count-1] are sent with IF = 0; window */
    STEP_NEST,       /* v[1]'s body sends v[2..count-1], then opens IF */
    STEP_SAME_CLASS, /* v[1]'s body sends v[2], same class, higher; opens IF */
    STEP_COALESCE,   /* v[1], v[2], v[1] again with IF = 0; window */
    STEP_BEHIND,     /* v[1]'s body sends v[1] n[0] times, then opens IF */
    STEP_TPR,        /* TPR v[5], send v[1..4], window; v[6], v[7], v[8]: each
                        a TPR and a window */
    STEP_PRIORITIES, /* TPR v[2], read; v[1]'s body: read, TPR v[3], read, TPR
                        v[2] again */
    STEP_BITMAPS,    /* v[1..4] are sent; IRR bits of v[5..count-1] asked; in
                        the first body ISR bits, then IRR bits of v[1..4] */
    STEP_ONE_SHOT,   /* v[1], count n[1], divide n[0]; once more with n[3] and
                        n[2]; v[2] proves life */
    STEP_PERIODIC,   /* v[1], count n[1], divide n[0]; stop after n[2]
                        expiries; v[2] proves life */
    STEP_ERROR,      /* ESR; v[1] < 16 is sent; ESR, ESR; v[2] proves life */
    STEP_SPURIOUS,   /* v[1] pends, TPR v[2], window, TPR 0, window */
    STEP_SPURIOUS_NESTED, /* the same with v[3] in v[1]'s body: TPR v[2],
                             v[3] */
};

/* Numbers of the student's functions in MARK_CALL and MARK_RETURN. */
enum lapic_function {
    FN_ENABLE = 1,
    FN_SELF_IPI,
    FN_SET_TPR,
    FN_TPR,
    FN_PPR,
    FN_IRR_TEST,
    FN_ISR_TEST,
    FN_ONE_SHOT,
    FN_PERIODIC,
    FN_STOP,
    FN_ESR,
    FN_EOI,
};

/* MARK_POINT arguments. */
enum lapic_point {
    POINT_IF_ON = 1, /* the window opens */
    POINT_IF_OFF,    /* it is closed */
    POINT_NEST_ON,   /* the same inside a body */
    POINT_NEST_OFF,
    POINT_LIFE, /* what must have come has come: the proof of life is next */
};

void plan_02_lapic(struct plan *plan, struct rng *rng);

#endif

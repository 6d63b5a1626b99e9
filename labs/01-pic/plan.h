/*
 * labs/01-pic/plan.h - the steps of lab 01 and what their arguments mean.
 *
 * Shared by plan.c, scenario.c (in the kernel) and checks.c (in the grader).
 * A line is an IRQ, 0 to 15.  Steps without bases of their own use the
 * kernel's, which its reset gives to both chips.
 */
#ifndef LAB_01_PLAN_H
#define LAB_01_PLAN_H

#include <stdbool.h>
#include "model/plan.h"

#define KERNEL_MASTER_BASE 0xe0
#define KERNEL_SLAVE_BASE  0xe8

#define NO_LINE            0xff

enum pic_step {
    STEP_INIT = 1,       /* v: master base, slave base, lines to try */
    STEP_MASKS,          /* n[0] mask to begin with; v: line | OPEN, ... */
    STEP_CASCADE,        /* v[0] slave line, all masked before */
    STEP_LATCH,          /* v[0] masked while it asks, v[1] asks while masked */
    STEP_EOI,            /* v[0] outer line, v[1] nests in it */
    STEP_READ,           /* v[0] is served; v[1], v[2] ask, masked */
    STEP_SERVE,          /* v: bases, then lines that ask behind IRQ 0 */
    STEP_NEST,           /* v: bases, outer, higher, lower line */
    STEP_REAL,           /* v: 7 and 15 in some order */
    STEP_SPURIOUS_7,     /* v[0] outer line, v[1] is withdrawn inside */
    STEP_SPURIOUS_15,    /* the same, v[1] a slave line */
    STEP_SEVEN_IN_SEVEN, /* v[0] = 7 the outer line, v[1] is withdrawn */
};

#define OPEN 0x80 /* in STEP_MASKS: pic_unmask, else pic_mask */
#define LINE 0x0f

/* Numbers of the student's functions in MARK_CALL and MARK_RETURN. */
enum pic_function {
    FN_INIT = 1,
    FN_MASK,
    FN_UNMASK,
    FN_EOI,
    FN_IRR,
    FN_ISR,
    FN_INTERRUPT,
    FN_IS_SPURIOUS,
};

/* MARK_POINT arguments: the scenario opens and closes the interrupt flag. */
enum pic_point {
    POINT_IF_ON = 1,
    POINT_IF_OFF,
};

void plan_01_pic(struct plan *plan, struct rng *rng);

#endif

/*
 * labs/04-smp/plan.h - the steps of lab 04 and what their arguments mean.
 *
 * Shared by plan.c, scenario.c (in the kernel) and checks.c (in the grader).
 * In every step v[0] is the spurious vector.  CPU n has APIC ID n.  The steps
 * of x2APIC mode come last: some machines have no way back from it.
 */
#ifndef LAB_04_PLAN_H
#define LAB_04_PLAN_H

#include "model/plan.h"

#define LAB_CPUS 4u

/* "Window": the CPU opens IF for one instruction and closes it again.  "Life":
 * CPU 0 sends the step's last vector to each CPU with ipi_send, and each has a
 * window.  All other sending is done while every CPU has IF = 0, unless said
 * otherwise. */
enum smp_step {
    STEP_START = 1, /* AP v[i] is started at page v[i + 3], i = 1..3 */
    STEP_FIXED,     /* v[1] sends v[i + 5] to CPU v[i], i = 2..6; windows */
    STEP_PING_PONG, /* v[1] sends v[4] to v[2], which answers with v[3]: n[0]
                       times, with IF = 1 */
    STEP_SELF,      /* v[1] broadcasts v[2] with that shorthand; life */
    STEP_ALL,
    STEP_ALL_OTHERS,
    STEP_SHOOTDOWN,  /* v[1] shoots down the CPUs of v[2] with v[3], then those
                        of v[4] with v[5]; flushing takes CPU i n[i] turns;
                        life */
    STEP_FLAT,       /* CPU i has logical ID v[i + 1]; v[5] sends v[i + 3] to
                        v[i], i = 6..8; life */
    STEP_CLUSTER,    /* the same in the cluster model */
    STEP_LOWEST,     /* CPU i has logical ID v[i + 1] and TPR v[i + 6]; v[5]
                        sends v[11] to the lowest of v[10]; life */
    STEP_NMI,        /* v[1] sends NMI to v[2]; life */
    STEP_X2_SWITCH,  /* each CPU switches; life */
    STEP_X2_FIXED,   /* as STEP_FIXED */
    STEP_X2_OTHERS,  /* as STEP_ALL_OTHERS */
    STEP_X2_LOGICAL, /* v[5] sends v[i + 3] to members v[i], i = 6..8; life */
};

#define STEP_X2_FIRST STEP_X2_SWITCH

/* Numbers of the student's functions in MARK_CALL and MARK_RETURN. */
enum smp_function {
    FN_START = 1,
    FN_SEND,
    FN_BROADCAST,
    FN_SHOOTDOWN,
    FN_SET_LOGICAL,
    FN_SEND_LOGICAL,
    FN_SEND_LOWEST,
    FN_NMI,
    FN_X2_ENABLE,
};

/* MARK_POINT arguments. */
enum smp_point {
    POINT_IF_ON = 1, /* this CPU's window opens */
    POINT_IF_OFF,    /* it is closed */
    POINT_HERE,      /* this CPU was started and does what it is told */
};

void plan_04_smp(struct plan *plan, struct rng *rng);

#endif

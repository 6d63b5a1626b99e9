/*
 * labs/05-msi/plan.h - the steps of lab 05 and what their arguments mean.
 *
 * Shared by plan.c, scenario.c (in the kernel) and checks.c (in the grader).
 * n[0] of every step but STEP_COMPOSE is the layout of the soft functions
 * (model/soft_pci.h).  Function 0 is edu, function 1 the doorbell, function 2
 * the rogue, an edu that the student has no number of.
 */
#ifndef LAB_05_PLAN_H
#define LAB_05_PLAN_H

#include "hw/bits.h"
#include "model/plan.h"

#define VECTOR_LOW   0x30u /* of all vectors that are drawn ... */
#define VECTOR_HIGH  0xdfu /* ... below the kernel's 8259As */
#define LAB_CPUS     3u
#define ENTRIES      5u /* of the doorbell's table */
#define ASKED        8u /* capabilities asked for in STEP_FIND */
#define COMPOSED     4u
#define BELLS        3u     /* rung in STEP_CPUS */
#define ASK_FUNCTION BIT(7) /* of v[]: the function; below it the ID */

/* What a message of STEP_WRITE holds before it is composed. */
#define LEFT_ADDRESS UINT64_C(0x5a5a5a5a5a5a5a50)
#define LEFT_DATA    UINT32_C(0x45454545)

/* "Window": CPU 0 opens IF for one instruction and closes it again. */
enum msi_step {
    STEP_FIND = 1, /* pci_find_capability of v[0..7] */
    STEP_COMPOSE,  /* msi_compose: CPU v[i], vector v[4 + i], mode v[8 + i] */
    STEP_MSI,      /* vector v[0] at CPU v[1] by MSI of function v[2], whose
                      registers hold what somebody left; n[1] times rung */
    STEP_OFF,      /* vector v[0] by MSI of function v[2]: rung; off, rung;
                      on again, rung: the proof of life */
    STEP_MAP,      /* msix_map of both pointers */
    STEP_ENTRY,    /* vectors v[0..2] set in entries v[4..6], for CPUs 0..2;
                      of these v[7] is unmasked before; all opened and rung */
    STEP_MASK,     /* v[0] in entry v[4], v[1] in entry v[5]: masked, rung n[1]
                      times; v[1] rung; unmasked; rung again */
    STEP_MOVE,     /* v[0] in entry v[4] of CPU 0: rung; set to v[1] at CPU
                      v[8]; rung */
    STEP_LIVE,     /* the same, but rung while it is set, after the n[1]th
                      write */
    STEP_READY,    /* somebody left entries 2 to 4 open with vector v[3];
                      bring-up of v[0] and v[1] at CPU 0; each bell is rung */
    STEP_CPUS,     /* bring-up of v[i] at CPU v[8 + i] in entry i, i below 3;
                      rung in the order v[4..6] */
    STEP_ASYNC,    /* bring-up of v[0], v[1] at CPUs 0 and 1; CPU 2 rings
                      n[1] times, bells by the bits of n[2] */
    STEP_WRITE,    /* msi_compose of vector v[0] at CPU v[8], which the rogue
                     writes; of v[1] at CPU v[9], which the HPET writes,
                     where it has FSB delivery */
};

/* Numbers of the student's functions in MARK_CALL and MARK_RETURN. */
enum msi_function {
    FN_FIND = 1, /* data: as asked for; what was returned */
    FN_COMPOSE,  /* returns the address; POINT_HIGH, POINT_DATA follow */
    FN_MSI_ENABLE,
    FN_MSI_DISABLE,
    FN_MAP,       /* data: the pointer; the low half; POINT_HIGH follows */
    FN_SET_ENTRY, /* data: the entry */
    FN_MASK,      /* data: the entry */
    FN_UNMASK,
    FN_BRING_UP, /* data: messages */
};

/* MARK_POINT arguments. */
enum msi_point {
    POINT_IF_ON = 1, /* the window opens */
    POINT_IF_OFF,    /* it is closed */
    POINT_LIFE,      /* what must have come has come: the proof of life next */
    POINT_HIGH,      /* data: bits 63:32 of what was returned */
    POINT_DATA,      /* data: of a composed message */
};

void plan_05_msi(struct plan *plan, struct rng *rng);

#endif

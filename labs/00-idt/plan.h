/*
 * labs/00-idt/plan.h - the steps of lab 00 and what their arguments mean.
 *
 * Shared by plan.c, scenario.c (in the kernel) and checks.c (in the grader).
 * A "stub" is one of the kernel's 256 entry points: a gate for vector 40h that
 * leads to stub 91h is seen to do so by the stub's own mark.
 */
#ifndef LAB_00_PLAN_H
#define LAB_00_PLAN_H

#include "model/plan.h"

/* Stub n begins here + 16 n: kernel/boot/kernel.ld fixes the address. */
#define STUBS_ADDRESS UINT64_C(0x101000)
#define STUB_BYTES    16u

/* Under any upper half: kernel/paging.h calls it TEXT_ALIAS. */
#define ALIAS_ADDRESS UINT64_C(0xfec00000)

enum idt_step {
    STEP_GATE = 1,    /* v[0] vector, v[1] its stub, v[2] a neighbour */
    STEP_HIGH,        /* v[0], v[1]; n[0] upper half of the address */
    STEP_TYPE,        /* v[0], v[1], v[2] IDT_TYPE_, v[3] self-IPI */
    STEP_DPL,         /* v[0], v[1], v[2] DPL; INT n comes from ring 3 */
    STEP_IST,         /* v[0], v[1], v[2] IST; v[3], v[4] one without */
    STEP_LOAD,        /* v[0] last vector, v[1] stub, v[2] one beyond or 0 */
    STEP_PLAIN,       /* v[0] exception, v[1] form of the instruction */
    STEP_ERROR,       /* the same; n[0] see scenario.c */
    STEP_CHOICE,      /* v[0], v[1], n[0] as STEP_ERROR, then vectors */
    STEP_IRQ_HELD,    /* v[0] self-IPI */
    STEP_IRQ_RESTORE, /* v[0], v[1] self-IPIs, v[2] IF in the first half */
    STEP_IRQ_NESTED,  /* v[0], v[1] self-IPIs, v[2] IF in the first half */
    STEP_NESTED,      /* v[0], v[1], v[2] IST; v[3] IST of #UD */
};

/* Numbers of the student's functions in MARK_CALL and MARK_RETURN. */
enum idt_function {
    FN_SET_GATE = 1,
    FN_LOAD,
    FN_TRAP_ENTRY,
    FN_IRQ_SAVE,
    FN_IRQ_RESTORE,
};

/* What trap_entry returned. */
enum idt_entry { ENTRY_PLAIN, ENTRY_ERROR, ENTRY_NEITHER };

/* MARK_POINT arguments. */
enum idt_point {
    POINT_BACK = 1, /* the try came back the way it should */
    POINT_LEFT,     /* a trap that nobody expected ended it */
    POINT_INSIDE,   /* in a handler: what it was to do is done */
    POINT_SECTION,  /* the end of a section with interrupts off is next */
    POINT_INNER,    /* ... of the inner one of two */
    POINT_OUTER,    /* ... of the outer one */
    POINT_AFTER,    /* the section is over */
    POINT_IF_ON,    /* the scenario opens the interrupt flag */
    POINT_IF_OFF,   /* ... and closes it */
};

void plan_00_idt(struct plan *plan, struct rng *rng);

#endif

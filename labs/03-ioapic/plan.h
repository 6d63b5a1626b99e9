/*
 * labs/03-ioapic/plan.h - the steps of lab 03 and what their arguments mean.
 *
 * Shared by plan.c, scenario.c (in the kernel) and checks.c (in the grader).
 * A level line is a line of the soft I/O APIC, where the machine has one: pin p
 * is GSI 24 + p, of either polarity.  Elsewhere it is one of the machine's own
 * two devices that can hold a line, p modulo 2, active high; and the levels of
 * STEP_ENTRIES are at pins that nobody pulls.
 */
#ifndef LAB_03_PLAN_H
#define LAB_03_PLAN_H

#include "hw/bits.h"
#include "model/plan.h"

#define LAB_CPUS        2u

#define GSI_TIMER       2u /* of IRQ 0, by the override of every PC */
#define GSI_COM1        4u
#define GSI_SOFT        24u

/* Overrides of a step's MADT: IRQ v[0..3] to GSI v[4..7]. */
#define OVERRIDES       4u
#define ASKED           8u  /* v[8..15]: IRQs asked for */
#define WIRED_LOW       16u /* GSIs of overrides: the machine's last pins */
#define WIRED_HIGH      23u

/* n[0] of steps with a level line */
#define LINE_PIN        BITS(4, 0)
#define LINE_ACTIVE_LOW BIT(8)

/* "Window": CPU 0 opens IF for one instruction and closes it again. */
enum ioapic_step {
    STEP_ISA = 1, /* gsi_for_isa of v[8..15]; n[0]: I/O APICs in reverse;
                     n[1], n[2]: an override of another bus, IRQ and GSI */
    STEP_TIMER,   /* v[0]: IRQ 0 raised, window; v[1] proves life */
    STEP_WIRED,   /* v[8]: IRQ v[0], whose device is at GSI v[4], raised,
                     window; v[9] proves life */
    STEP_ENTRIES, /* for i below 4: v[i] at GSI v[i + 4] to CPU v[i + 8],
                     v[i + 12]: 1 level, 2 active low; before each a MADT, by
                     turns with its I/O APICs in reverse */
    STEP_EDGE,    /* v[0] at COM1: n[1] times raised, window, served */
    STEP_PAIR,    /* v[0] at COM1, v[1] at GSI v[2], of one class; both raised,
                     window */
    STEP_CPU,     /* v[0] at COM1 to CPU 1, raised; v[1] there to CPU 0,
                     raised, window */
    STEP_LEVEL,   /* v[0] at a level line: asked, raised, asked, window, the
                     body asks and lowers it, asked; v[1] proves life */
    STEP_HELD,    /* v[0] at a level line to CPU v[2], raised; lowered in the
                     n[1]th body; v[1] at COM1 proves life */
    STEP_MASK_EDGE,    /* v[0] at COM1: masked twice, raised, lowered, unmasked
                        twice, window; raised, window */
    STEP_MASK_LEVEL,   /* v[0] at a level line: masked, raised, window,
                        unmasked, window; the body lowers it */
    STEP_MASK_SERVICE, /* v[0] at a level line, raised, window; the first body
                          masks it; unmasked, window; the second lowers it */
    STEP_BRING_UP,     /* v[i] waits unmasked at COM1, GSI v[4], a level line;
                      bring-up; all raised, window; v[3] proves life */
    STEP_MOVED, /* v[0] at a level line, raised, window; the body routes the
                   line to v[1] at CPU 1, which lowers it */
};

/* Numbers of the student's functions in MARK_CALL and MARK_RETURN. */
enum ioapic_function {
    FN_FIND = 1,
    FN_ISA,
    FN_ROUTE,
    FN_MASK,
    FN_UNMASK,
    FN_REMOTE_IRR,
    FN_BRING_UP,
};

/* MARK_POINT arguments. */
enum ioapic_point {
    POINT_IF_ON = 1, /* the window opens */
    POINT_IF_OFF,    /* it is closed */
    POINT_LIFE,      /* what must have come has come: the proof of life next */
};

void plan_03_ioapic(struct plan *plan, struct rng *rng);

#endif

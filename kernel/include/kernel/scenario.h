/*
 * kernel/scenario.h - how a lab's plan is performed: one function a step kind.
 *
 * labs/NN-name/scenario.c defines `lab_scenario`; kernel/core/runner.c runs it.
 * A scenario calls the student's functions and makes marks; it judges nothing.
 */
#ifndef KERNEL_SCENARIO_H
#define KERNEL_SCENARIO_H

#include <stdbool.h>
#include "kernel/frame.h"
#include "model/plan.h"

#define SCENARIO_KINDS 32

struct scenario {
    const char *title; /* "02-lapic" */
    plan_maker *plan;
    /* Keep the static IDT: the steps load tables of their own (lab 00).
     * Otherwise each step runs on the one that lab 00's code made. */
    bool own_idt;
    /* An interrupt (vector 32..255) arrived while a step runs. */
    void (*interrupt)(struct trap_frame *frame);
    /* Indexed by the step's kind; called with IF = 0, all devices quiet. */
    void (*perform[SCENARIO_KINDS])(const struct step *step);
};

extern const struct scenario lab_scenario;

#endif

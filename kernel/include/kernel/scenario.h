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
    /* The steps use I/O APICs: read the MADT, switch on the soft one. */
    bool ioapic;
    /* The steps use PCI functions that send messages: look for them. */
    bool pci;
    /* CPUs that the steps need, at most SMP_CPUS; 0 means 1. */
    unsigned cpus;
    /* The lab's own steps start the APs; between them only those that were lost
     * are started again. */
    bool starts_cpus;
    /* An interrupt (vector 32..255) arrived while a step runs; runs on
     * the CPU that was interrupted. */
    void (*interrupt)(struct trap_frame *frame);
    /* Indexed by the step's kind; called with IF = 0, all devices quiet. */
    void (*perform[SCENARIO_KINDS])(const struct step *step);
};

extern const struct scenario lab_scenario;

#endif

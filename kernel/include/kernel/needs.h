/*
 * kernel/needs.h - can this machine perform the lab at all?
 *
 * Asked for a person only: a machine of the grader's has what its lab needs.
 * Called by kernel/core/main.c before anything of the run is done.
 */
#ifndef KERNEL_NEEDS_H
#define KERNEL_NEEDS_H

#include "kernel/acpi.h"

/* True, or false after a sentence that says what is missing.  `found` is what
 * firmware's MADT says, NULL where it was refused. */
bool needs_met(const struct acpi_interrupts *found);

#endif

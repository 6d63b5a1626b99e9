/*
 * grader/src/habits.c - the table of machines.  Contract: habits.h.
 */
#include <stddef.h>
#include <string.h>
#include "checks.h"
#include "habits.h"

const struct habits habits_bochs = {
    .machine = "bochs",
    .lapic_version = 0x00050014,
    .freezes_choice = true,
    .gate_error_shift = GATE_ERROR_SHIFT,
    .lacks = CAP_REMOTE_IRR,
};

const struct habits habits_qemu = {
    .machine = "qemu",
    .lapic_version = 0x00050014,
    .keeps_edges = true,
    .takes_small_vectors = true,
    .gate_error_shift = 4,
    .lacks = CAP_TIME | CAP_STACK_RECORD | CAP_LAPIC_ERRORS |
             CAP_LAPIC_SPURIOUS | CAP_PIC_SPURIOUS | CAP_STACK_FAULT |
             CAP_RETURN_RECORD | CAP_X2APIC | CAP_LOWEST,
};

const struct habits *habits_find(const char *machine)
{
    if (strcmp(machine, habits_bochs.machine) == 0)
        return &habits_bochs;
    if (strcmp(machine, habits_qemu.machine) == 0)
        return &habits_qemu;
    return NULL;
}

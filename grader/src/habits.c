/*
 * grader/src/habits.c - the table of machines.  Contract: habits.h.
 */
#include <stddef.h>
#include <string.h>
#include "checks.h"
#include "habits.h"

/* In each version that is known. */
#define BOCHS_LACKS (CAP_REMOTE_IRR | CAP_HPET_FSB)

const struct habits habits_bochs = {
    .machine = "bochs",
    .record = "bochs",
    .is_bochs = true,
    .late_x2apic_ldr = true,
    .lapic_version = 0x00050014,
    .logical_all = LOGICAL_ALL_FLAT_BY_LDR,
    .freezes_choice = true,
    .gate_error_shift = GATE_ERROR_SHIFT,
    .lacks = BOCHS_LACKS,
};

const struct habits habits_bochs_2_8 = {
    .machine = "bochs",
    .record = "bochs-2.8",
    .is_bochs = true,
    .lapic_version = 0x00050014,
    .logical_all = LOGICAL_ALL_FLAT_BY_LDR,
    .freezes_choice = true,
    .gate_error_shift = GATE_ERROR_SHIFT,
    .lacks = BOCHS_LACKS,
};

const struct habits habits_bochs_3_0 = {
    .machine = "bochs",
    .record = "bochs-3.0",
    .is_bochs = true,
    .lapic_version = 0x00050014,
    .freezes_choice = true,
    .gate_error_shift = GATE_ERROR_SHIFT,
    .lacks = BOCHS_LACKS,
};

const struct habits habits_qemu = {
    .machine = "qemu",
    .record = "qemu",
    .lapic_version = 0x00050014,
    .logical_all = LOGICAL_ALL_BY_LDR,
    .keeps_edges = true,
    .takes_small_vectors = true,
    .gate_error_shift = 4,
    .lacks = CAP_TIME | CAP_STACK_RECORD | CAP_LAPIC_ERRORS |
             CAP_LAPIC_SPURIOUS | CAP_PIC_SPURIOUS | CAP_STACK_FAULT |
             CAP_RETURN_RECORD | CAP_X2APIC | CAP_LOWEST,
};

const struct habits *habits_find(const char *record)
{
    static const struct habits *const all[] = {&habits_bochs, &habits_bochs_2_8,
                                               &habits_bochs_3_0, &habits_qemu};

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (strcmp(record, all[i]->record) == 0)
            return all[i];
    return NULL;
}

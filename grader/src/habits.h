/*
 * grader/src/habits.h - in what one machine's hardware differs from another's.
 *
 * The oracle follows these habits; a check that needs what a machine lacks is
 * skipped there.  Constants of the host: nothing a run says can change them.
 * What was measured is in docs/EMULATORS.md.
 */
#ifndef HABITS_H
#define HABITS_H

#include <stdbool.h>
#include <stdint.h>

#define GATE_ERROR_SHIFT 3u /* as the manual has it */

/* Whom does a logical destination of FFh address? */
enum logical_all {
    LOGICAL_ALL_ARE,         /* all, as in each other mode */
    LOGICAL_ALL_FLAT_BY_LDR, /* in the flat model whose LDR is not 0 */
    LOGICAL_ALL_BY_LDR,      /* in both models whom their LDR makes a member */
};

struct habits {
    const char *machine; /* "bochs" */
    const char *record;  /* its name in trace files: one for each table */
    bool is_bochs; /* the rules named in docs/EMULATORS.md for Bochs hold */
    bool late_x2apic_ldr; /* LDR is 0 until a second write with EXTD */
    uint32_t lapic_version;
    enum logical_all logical_all;
    bool freezes_choice;       /* 8259A: the line chosen when INT rises stays */
    bool keeps_edges;          /* 8259A: a latched edge outlives its line */
    bool takes_small_vectors;  /* local APIC: accepts and delivers 0 to 15 */
    unsigned gate_error_shift; /* of the vector, in an error code */
    uint32_t lacks;            /* CAP_ bits of checks.h */
};

/* Of Bochs: 2.7, from 2.8 on, from 3.0 on. */
extern const struct habits habits_bochs, habits_bochs_2_8, habits_bochs_3_0,
    habits_qemu;

/* The table of that name, a trace file's or a machine's, or NULL. */
const struct habits *habits_find(const char *record);

#endif

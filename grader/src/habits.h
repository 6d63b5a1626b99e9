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

struct habits {
    const char *machine; /* "bochs" */
    uint32_t lapic_version;
    bool freezes_choice;       /* 8259A: the line chosen when INT rises stays */
    bool keeps_edges;          /* 8259A: a latched edge outlives its line */
    bool takes_small_vectors;  /* local APIC: accepts and delivers 0 to 15 */
    unsigned gate_error_shift; /* of the vector, in an error code */
    uint32_t lacks;            /* CAP_ bits of checks.h */
};

extern const struct habits habits_bochs, habits_qemu;

/* The machine of that name, or NULL. */
const struct habits *habits_find(const char *machine);

#endif

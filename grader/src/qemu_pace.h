/*
 * grader/src/qemu_pace.h - does this guest on QEMU still get on?
 *
 * A run makes progress when the runner's marks come to a later place in its
 * plan.  Between two such places there is a bound in lines of record and, where
 * no CPU does anything that shows, in instructions; both repeat.  What neither
 * stops (a loop of PAUSE, instructions that take long) meets a bound in
 * processor time, in units of what the way to the first mark took.  Called by
 * qemu.c; why these numbers: docs/decisions/0006-limits.md.
 */
#ifndef QEMU_PACE_H
#define QEMU_PACE_H

#include "read_qemu.h"
#include "trace.h"

/* Right ones have up to 1,100; one that reads all of configuration space at
 * each call has 3,700. */
#define PACE_STEP_LINES 6000u

/* QEMU's count of instructions, as far as it has told. */
struct pace_count {
    bool has_base;
    uint64_t base, last;
};

struct qemu_pace {
    unsigned start_us;    /* processor time up to the first mark; 0: not yet */
    unsigned progress;    /* the reader's, as seen last */
    unsigned progress_us; /* ... when */
    size_t acts;          /* the reader's, as seen last */
    unsigned record_us;   /* ... when */
    unsigned asked_us;    /* when QEMU was asked last */
    bool asked, late;     /* an answer is on its way; it acted meanwhile */
    struct pace_count silent; /* since it acted last */
    uint64_t silence;         /* ... and may last so many */
    struct pace_count step;   /* since the last progress */
    bool slow; /* it was stopped for what it did in time, not in instructions */
};

/* The first mark was read, `used_us` into the emulator's processor time.
 * Without this nothing is bounded. */
void pace_start(struct qemu_pace *pace, unsigned cpus, unsigned used_us);

/* Record was read: is there too much of it between two places of the plan? */
enum run_end pace_record(struct qemu_pace *pace,
                         const struct qemu_reader *reader, unsigned used_us);

/* Some time has passed, and all record was read: does it take too long? */
enum run_end pace_round(struct qemu_pace *pace, unsigned used_us);

/* Is it time to ask QEMU how many instructions it has executed?  Then do. */
bool pace_asks(struct qemu_pace *pace, unsigned used_us);

/* QEMU's answer. */
void pace_answer(struct qemu_pace *pace, uint64_t instructions);

#endif

/*
 * grader/src/run.h - one seed's run: its plan, its boots, a window for each
 * step.
 *
 * A boot that ends inside step k is that step's result; the next boot begins at
 * step k + 1, at most RUN_BOOTS boots in all.  What was never begun is "not
 * reached".  A step that no check can judge on its machine is left out.  Called
 * by grading.c and by commands; judged by verdict.c.
 */
#ifndef RUN_H
#define RUN_H

#include "checks.h"
#include "habits.h"
#include "machine.h"
#include "record.h"

#define RUN_BOOTS 3

struct step_result {
    struct window window;   /* window.record is NULL: not reached */
    struct finding trouble; /* what spoils the step whatever a check says */
};

struct run {
    uint64_t seed;
    struct plan plan;
    uint64_t left_out; /* bit n: no check can judge step n on this machine */
    unsigned boots;
    struct boot boot[RUN_BOOTS];
    struct record record[RUN_BOOTS];
    struct step_result step[PLAN_STEPS + 1]; /* one more: after the plan */
    bool modified; /* kernel text or constants were changed */
};

/* The plan of run->seed, and which of its steps are left out on a machine of
 * these habits. */
void run_plan(struct run *run, const struct lab *lab,
              const struct habits *habits);

/* Make the runs of `count` seeds (run[i].seed is set), `jobs` emulators at a
 * time.  NULL, or why nothing could be run (exit 3). */
const char *runs_make(struct run *run, unsigned count, const struct lab *lab,
                      const struct machine *machine, const struct rundir *dir,
                      const struct kernel_image *image, unsigned jobs);

/* Cut existing traces (those of run->boots boots, at least one) into windows
 * instead.  Their first steps are below PLAN_STEPS. */
void run_from_trace(struct run *run, const struct lab *lab);

void run_free(struct run *run);

#endif

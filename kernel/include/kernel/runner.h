/*
 * kernel/runner.h - a run: reset, step, reset, step, off.
 *
 * Called by kernel/core/main.c, which hands the machine over; a panic calls
 * runner_end.  What happens in a step is the lab's (kernel/scenario.h).
 */
#ifndef KERNEL_RUNNER_H
#define KERNEL_RUNNER_H

#include <stdint.h>

struct run_options {
    uint64_t seed;
    uint32_t first_step;
    uint64_t left_out; /* bit n: step n is not performed */
    uint8_t quiet;     /* graded: say little, leave when done */
};

/* Perform lab_scenario's plan and end the run. */
_Noreturn void runner_run(const struct run_options *options);

/* End the run now: the last mark, then the machine goes off or stops. */
_Noreturn void runner_end(uint32_t reason);

/* Reasons in the last mark's value. */
#define RUN_FINISHED 0u
#define RUN_PANIC    1u
#define RUN_UNABLE   2u /* the machine lacks what the lab needs */

#endif

/*
 * grader/src/run_parts.h - what the files of a run share: run.c boots, and
 * run_windows.c says what a boot's record is worth and where to go on.
 *
 * For these files alone; the contract of both is run.h.
 */
#ifndef RUN_PARTS_H
#define RUN_PARTS_H

#include "run.h"

/* Take the boot that has just ended, run->boot[run->boots]: its record, its
 * windows, and what spoils them.  Returns the first step of the boot that must
 * follow, or the plan's count. */
unsigned run_take_boot(struct run *run);

/* No boot follows: steps without a window were not reached. */
void run_spoil_unfinished(struct run *run);

#endif

/*
 * grader/src/link.h - an admitted object and the lab's base to a kernel image.
 *
 * ld and objcopy run in the sandbox, because their input is not ours.  Called
 * by submission.c after admit.c.
 */
#ifndef LINK_H
#define LINK_H

#include "submission.h"

/* Leaves out/kernel.elf and out/kernel.bin in BUILD's folder. */
enum submit_err link_kernel(const struct sandbox *box,
                            const struct build_inputs *inputs,
                            const struct build *build, struct refusal *why);

#endif

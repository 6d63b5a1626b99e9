/*
 * grader/src/admit.h - may this object become part of the kernel?
 *
 * Demands exactly the lab's functions as globals, undefined symbols from the
 * lab's list only, plain sections and relocations, a bounded size, and no
 * instruction that goes around an accessor (admit_code.c).  It cannot prove
 * that code is harmless: the emulator's record judges what code does.
 */
#ifndef ADMIT_H
#define ADMIT_H

#include "submission.h"

#define ADMIT_MAX_BYTES (64u * 1024)
#define ADMIT_MAX_ALIGN 4096u

/* BUILD's folder holds out/student.o. */
enum submit_err admit_object(const struct build_inputs *inputs,
                             const struct build *build, struct refusal *why);

#endif

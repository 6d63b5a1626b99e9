/*
 * grader/src/compile.h - the student's file to an object, in the sandbox.
 *
 * Fixed flags, fixed include roots; afterwards the compiler's and assembler's
 * own lists of files read are checked.  Whether the object may run is
 * admit.h's matter.  Called by submission.c.
 */
#ifndef COMPILE_H
#define COMPILE_H

#include "submission.h"

/* BUILD's folder holds in/<file>; leaves out/student.o and the messages. */
enum submit_err compile_student(const struct sandbox *box,
                                const struct build_inputs *inputs,
                                struct build *build, struct refusal *why);

#endif

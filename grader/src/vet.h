/*
 * grader/src/vet.h - reads a student's text for what it must not ask of gcc.
 *
 * Undoes trigraphs, spliced lines and comments as the C standard orders them,
 * then looks at every directive: #include of anything but the lab's headers
 * and a few freestanding ones, #embed, #line, and .incbin or .include in an
 * asm string.  It explains early; what stops a disguised one is the sandbox
 * and the list of files that the compiler says it read.  Used by submission.c.
 */
#ifndef VET_H
#define VET_H

#include "submission.h"

enum submit_err vet_text(const struct submission *sub, struct refusal *why);

#endif

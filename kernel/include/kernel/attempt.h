/*
 * kernel/attempt.h - trying gates and handlers that may be wrong (lab 00).
 *
 * A try returns or is given up, and the kernel goes on after both; what it did
 * wrong is for the grader to see.  Called by lab 00's scenario and by
 * kernel/cpu/exception.c; implemented in kernel/cpu/attempt.asm.
 */
#ifndef KERNEL_ATTEMPT_H
#define KERNEL_ATTEMPT_H

#include <stdbool.h>
#include <stdint.h>

/* Call act(argument).  True when it returned; false when something under it,
 * on whatever stack of ring 0, called attempt_leave.  They nest. */
bool attempt(void (*act)(const void *argument), const void *argument);

/* Give up the innermost attempt(); interrupts are off afterwards. */
_Noreturn void attempt_leave(void);

/* INT `vector`. */
void software_interrupt(unsigned vector);

/* Go on in ring 3 at `code`, IF = 0; the way back is a trap. */
_Noreturn void user_enter(uint64_t code, uint64_t stack);

#endif

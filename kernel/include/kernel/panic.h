/*
 * kernel/panic.h - the end of a run that cannot go on.
 *
 * For what is beyond repair; a student's mistake that a step can survive is
 * marked instead.  Called by traps, the runner and kernel/core/lab_idt.c.
 */
#ifndef KERNEL_PANIC_H
#define KERNEL_PANIC_H

#include "kernel/frame.h"

/* Print "panic: ", the text and a newline, mark it, end the run. */
_Noreturn void panic(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* The same for a trap nobody claimed, with the registers. */
_Noreturn void panic_trap(const struct trap_frame *frame);

#endif

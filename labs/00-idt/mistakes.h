/*
 * labs/00-idt/mistakes.h - the mistakes that lab 00 knows by sight.
 *
 * Apart from checks.c: a check says what must be there, a mistake what the
 * record looks like when one idea went wrong.
 */
#ifndef LAB_00_MISTAKES_H
#define LAB_00_MISTAKES_H

#include "checks.h"

#define IDT_MISTAKES 40u

extern const struct mistake idt_mistakes[IDT_MISTAKES];

/* The stack of the TSS that the first `vector` was taken on; 0: none. */
unsigned idt_stack_of(const struct window *w, unsigned vector);

#endif

/*
 * kernel/lab_idt.h - the IDT that labs after 00 run on, built by lab 00's code.
 *
 * Not the static IDT of kernel/trap.h, on which the kernel starts and to which
 * it returns between steps.  Called by the runner, by lab 00's scenario, and by
 * kernel/core/lab_api.c for the two functions of lab code that end here.
 */
#ifndef KERNEL_LAB_IDT_H
#define KERNEL_LAB_IDT_H

#include <stdint.h>

struct interrupt_frame;

/* Fill the table, the first time, and load it.  Every gate leads to the
 * kernel's own stub of that vector, as in the static IDT. */
void lab_idt_install(void);

/* What lab_trap does: its contract is in lab/idt.h. */
typedef unsigned lab_trap_body(const struct interrupt_frame *frame,
                               uint64_t error);

/* From now on lab_trap calls `body`; NULL: panic. */
void lab_idt_on_trap(lab_trap_body *body);

/* From now on lab_todo ends with a call of `leave`: a handler that is not done
 * would return to its fault for ever. */
void lab_idt_on_todo(void (*leave)(void));

/* Called by lab_trap and lab_todo alone. */
void lab_idt_todo(void);
unsigned lab_idt_trap(const struct interrupt_frame *frame, uint64_t error);

#endif

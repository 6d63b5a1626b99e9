/*
 * kernel/trap.h - from a vector to the function that deals with it.
 *
 * The vectors of labs stay unclaimed until a scenario asks for them.  Called by
 * kernel/core and by lab 00's scenario; what arrives is struct trap_frame.
 */
#ifndef KERNEL_TRAP_H
#define KERNEL_TRAP_H

#include <stdint.h>
#include "kernel/frame.h"

/* Selectors of the GDT; those of ring 3 carry their RPL. */
#define SELECTOR_KERNEL_CODE 0x08
#define SELECTOR_KERNEL_DATA 0x10
#define SELECTOR_USER_DATA   0x1b
#define SELECTOR_USER_CODE   0x23
#define SELECTOR_TSS         0x28u /* of CPU 0; 16 more for each CPU */
#define SELECTOR_TSS_STRIDE  0x10u

/* The stack of the TSS that #DF and #PF use; 2 to 7 are free. */
#define IST_FAULT            1

typedef void trap_handler(struct trap_frame *frame);

/* Load GDT, TSS and the static IDT; forget every handler. */
void trap_init(void);

/* Load GDT, the TSS of `cpu` and the static IDT; on each AP, once it is up. */
void trap_init_ap(unsigned cpu);

/* Load the static IDT again (a lab may have loaded its own). */
void trap_reload(void);

/* Send every vector that is no exception to `handler`; NULL: panic. */
void trap_on_interrupt(trap_handler *handler);

/* Send exception `vector` (0..31) to `handler`; NULL: panic. */
void trap_on_exception(unsigned vector, trap_handler *handler);

/* Address of the stub that reaches the handlers above as `vector`. */
uint64_t trap_stub_address(unsigned vector);

/* The static IDT: 256 gates to the stubs. */
extern const uint64_t early_idt[256][2];

#endif

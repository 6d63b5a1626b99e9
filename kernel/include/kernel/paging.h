/*
 * kernel/paging.h - the kernel's only address space.
 *
 * Made once and never changed; lab code sees none of it.  Called by
 * kernel/core/main.c, by the runner and by lab 00's scenario.
 */
#ifndef KERNEL_PAGING_H
#define KERNEL_PAGING_H

#include <stdint.h>

/* Replace the loader's tables by: 4 GiB identity, page 0 and the stacks' guards
 * unmapped, text and constants read-only, device pages at their alias only. */
void paging_init(void);

/* The control bits that belong to these tables, on each CPU: ring 0 executes
 * nothing on the user page. */
void paging_protect(void);

/* Where writable memory begins behind text and constants; the page below the
 * stack of `cpu`, 0 to SMP_CPUS - 1, which is not mapped. */
uint64_t paging_rodata_end(void);
uint64_t paging_guard(unsigned cpu);

/* Forget every translation that the CPU remembers. */
void paging_flush(void);

/* `address` below 2 MiB can also be had at upper half << 32 | TEXT_ALIAS |
 * address, for any upper half from 80h up that makes it canonical; what has
 * the same lower half below 4 GiB is absent. */
#define TEXT_ALIAS UINT64_C(0xfec00000)

/* The one page that ring 3 may use: code, and its stack from the other end. */
extern uint8_t user_page[4096];

#endif

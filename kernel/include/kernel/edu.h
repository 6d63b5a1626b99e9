/*
 * kernel/edu.h - a copy of the machine's own `edu`: for the record, and to its
 * end.
 *
 * The registers alone, by the address of its region; whose region it is, and
 * that no two CPUs are at it, is the caller's, kernel/dev/msi_own.c.
 * Implemented by kernel/dev/edu.c.
 */
#ifndef KERNEL_EDU_H
#define KERNEL_EDU_H

#include <stdint.h>

/* A copy that runs is marked as function `which`'s, with what it fetches, and
 * waited for; `dma_mask` is what the machine was built with.  Else nothing. */
void edu_finish_copy(uint64_t region, unsigned which, uint64_t dma_mask);

/* Without a mark: a copy ends, and no interrupt is left. */
void edu_calm(uint64_t region);

#endif

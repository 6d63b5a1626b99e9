/*
 * kernel/dma.h - the memory that a device's copy may touch.
 *
 * A device that copies knows no pages and no read-only text: whoever lets it
 * copy says what is memory.  Used by the soft chipset, whose copies the kernel
 * makes, and for the machine's own, whose copies it repeats for the record.
 * Implemented by kernel/dev/dma.c.
 */
#ifndef KERNEL_DMA_H
#define KERNEL_DMA_H

#include <stdbool.h>
#include <stdint.h>

/* May a copy fetch all of these bytes, store to all of them?  Choice: RAM below
 * 16 MiB, but for page 0 and the stacks' guard pages; nothing is stored below
 * the end of the kernel's text and constants. */
bool dma_may_fetch(uint64_t address, uint64_t bytes);
bool dma_may_store(uint64_t address, uint64_t bytes);

/* 1 to 4 bytes, the first one lowest. */
uint32_t dma_fetch(uint64_t address, unsigned bytes);
void dma_store(uint64_t address, unsigned bytes, uint32_t value);

#endif

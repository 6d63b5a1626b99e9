/*
 * model/edu.h - the `edu` device as a state machine: it multiplies, copies and
 * interrupts on demand.
 *
 * The device only; its configuration space and messages are
 * model/pci_function.h.  It keeps no time: a factorial or a copy that was asked
 * for waits until the caller lets it end, so that the caller owns the order.
 * Memory is the caller's as well, who moves the bytes.  Used by the kernel's
 * soft chipset, the grader's oracle, tests and the book.
 *
 *          FACTORIAL=n                      COMMAND=start
 *   idle -------------> computing    idle ---------------> copying
 *        <-------------                   <---------------
 *          edu_compute                      edu_copied
 *
 * [EDU "MMIO area spec"]
 */
#ifndef MODEL_EDU_H
#define MODEL_EDU_H

#include <stdbool.h>
#include <stdint.h>

#include "hw/edu_regs.h"

/* Fields may be read; writing goes through functions. */
struct edu {
    uint32_t liveness;   /* as it reads */
    uint32_t factorial;  /* n while computing, then the result */
    uint32_t status;     /* EDU_STATUS_ */
    uint32_t interrupts; /* raised and not acknowledged */
    uint64_t source, destination, count, command;
    uint64_t dma_mask; /* bits that addresses of memory have */
    uint8_t buffer[EDU_BUFFER_SIZE];
};

/* What a write did to the interrupt: `raised` sends one message, and as a pin
 * the device holds its line while edu->interrupts is not 0. */
struct edu_output {
    bool raised;
};

/* A copy that waits.  Of one outside the buffer `bytes` is 0. */
struct edu_copy {
    uint64_t memory; /* address in the machine, cut to dma_mask */
    uint32_t at;     /* first byte of edu->buffer */
    uint32_t bytes;
    bool to_memory;
};

/* Power-up of one whose copies reach what `dma_mask` lets through:
 * EDU_DMA_MASK, or what whoever built the machine has given it. */
void edu_reset(struct edu *edu, uint64_t dma_mask);

/* `size` is 4, or 8 from EDU_WIDE on; any other access reads all ones and
 * writes nothing.  What is write-only or not there reads all ones. */
uint64_t edu_read(const struct edu *edu, uint32_t offset, unsigned size);
struct edu_output edu_write(struct edu *edu, uint32_t offset, unsigned size,
                            uint64_t value);

/* The factorial that was asked for is done; nothing when none was. */
bool edu_is_computing(const struct edu *edu);
struct edu_output edu_compute(struct edu *edu);

/* The copy that was asked for: false when none was.  The caller moves the
 * bytes, then says so.  Choice: one that leaves the buffer moves nothing; the
 * specification has no word on it. */
bool edu_copy_waits(const struct edu *edu, struct edu_copy *copy);
struct edu_output edu_copied(struct edu *edu);

#endif

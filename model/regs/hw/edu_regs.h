/*
 * model/regs/hw/edu_regs.h - the `edu` device: a PCI function made for
 * teaching, which computes, copies and interrupts on demand.
 *
 * Offsets are bytes into its one memory region.  Below 80h only 32-bit
 * accesses count, from there on 32 and 64 bits.  Layout only, no behaviour:
 * that is model/edu.h.  Used by models, kernel, labs and grader.
 *
 * [EDU "MMIO area spec"]
 */
#ifndef HW_EDU_REGS_H
#define HW_EDU_REGS_H

#include "hw/bits.h"

#define EDU_VENDOR            0x1234u
#define EDU_DEVICE            0x11e8u
#define EDU_REGION_SIZE       0x100000u

/* Read-only: version 1.0, and a signature. */
#define EDU_IDENTIFICATION    0x00u
#define EDU_IDENTIFICATION_IS 0x010000edu

#define EDU_LIVENESS          0x04u /* reads as the complement of what was */
#define EDU_FACTORIAL         0x08u /* write n; reads n! modulo 2^32 */

#define EDU_STATUS            0x20u
#define EDU_STATUS_COMPUTING  BIT(0) /* read-only */
#define EDU_STATUS_IRQ        BIT(7) /* interrupt when the factorial is done */

#define EDU_INTERRUPT_STATUS  0x24u /* read-only: raised, not acknowledged */
#define EDU_INTERRUPT_RAISE   0x60u /* write-only: the doorbell */
#define EDU_INTERRUPT_ACK     0x64u /* write-only: clears these bits */
#define EDU_INTERRUPT_FACT    BIT(0)
#define EDU_INTERRUPT_DMA     BIT(8)

/* 32-bit accesses only below, 32 or 64 bits from here on. */
#define EDU_WIDE              0x80u
#define EDU_DMA_SOURCE        0x80u
#define EDU_DMA_DESTINATION   0x88u
#define EDU_DMA_COUNT         0x90u
#define EDU_DMA_COMMAND       0x98u
#define EDU_DMA_START         BIT(0) /* reads 1 while it runs */
#define EDU_DMA_TO_MEMORY     BIT(1) /* else from memory to the device */
#define EDU_DMA_IRQ           BIT(2) /* interrupt when it is done */

/* The device's own buffer, in the addresses of the two registers above. */
#define EDU_BUFFER            0x40000u
#define EDU_BUFFER_SIZE       4096u
/* Addresses of memory are cut to so many bits: the first where nobody says
 * otherwise. */
#define EDU_DMA_MASK          BITS(27, 0)
#define EDU_DMA_MASK_WIDE     BITS(31, 0)

#endif

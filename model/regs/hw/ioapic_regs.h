/*
 * model/regs/hw/ioapic_regs.h - the I/O APIC's registers and its entries.
 *
 * Two registers in memory reach all others: an index goes to IOREGSEL, then
 * IOWIN is the register of that index.  Reserved bits are named _RSVD, so that
 * tests/model/regs_ioapic_test.c can prove each register covered exactly once.
 * Layout only, no behaviour: that is model/ioapic.h.  Used by models, kernel,
 * labs and grader.
 *
 * [IOAPIC 3.0 "Register Description"]
 */
#ifndef HW_IOAPIC_REGS_H
#define HW_IOAPIC_REGS_H

#include "hw/bits.h"

#define IOAPIC_DEFAULT_BASE   0xfec00000u /* of the first; take the MADT's */

/* ---- in memory: 32-bit accesses only ---- */

/* [IOAPIC 3.1.1 "IOREGSEL--I/O Register Select Register"] */
#define IOAPIC_IOREGSEL       0x00u
#define IOAPIC_IOREGSEL_INDEX BITS(7, 0)
#define IOAPIC_IOREGSEL_RSVD  BITS(31, 8)

/* [IOAPIC 3.1.2 "IOWIN--I/O Window Register"] */
#define IOAPIC_IOWIN          0x10u

/* Write-only, version 20h and later: ends a level interrupt as the EOI
 * broadcast of the vector would. */
#define IOAPIC_EOI            0x40u
#define IOAPIC_EOI_VECTOR     BITS(7, 0)
#define IOAPIC_EOI_RSVD       BITS(31, 8)

/* ---- by index ---- */

/* [IOAPIC 3.2.1 "IOAPICID--IOAPIC Identification Register"] */
#define IOAPIC_ID             0x00u
#define IOAPIC_ID_ID          BITS(27, 24)
#define IOAPIC_ID_RSVD        (BITS(31, 28) | BITS(23, 0))

/* Read-only.  [IOAPIC 3.2.2 "IOAPICVER--IOAPIC Version Register"] */
#define IOAPIC_VER            0x01u
#define IOAPIC_VER_LAST       BITS(23, 16) /* number of the last pin */
#define IOAPIC_VER_PRQ        BIT(15)      /* IRQ pin assertion register */
#define IOAPIC_VER_VERSION    BITS(7, 0)
#define IOAPIC_VER_RSVD       (BITS(31, 24) | BITS(14, 8))

#define IOAPIC_VERSION_EOI    0x20u /* from here on IOAPIC_EOI exists */

/* Read-only.  [IOAPIC 3.2.3 "IOAPICARB--IOAPIC Arbitration Register"] */
#define IOAPIC_ARB            0x02u
#define IOAPIC_ARB_ID         BITS(27, 24)
#define IOAPIC_ARB_RSVD       (BITS(31, 28) | BITS(23, 0))

/* One redirection table entry (RTE) for each pin, 64 bits in two registers.
 * [IOAPIC 3.2.4 "IOREDTBL[23:0]--I/O Redirection Table Registers"] */
#define IOAPIC_IOREDTBL       0x10u

static inline uint32_t ioapic_rte_low(uint32_t pin)
{
    return IOAPIC_IOREDTBL + 2 * pin;
}

static inline uint32_t ioapic_rte_high(uint32_t pin)
{
    return IOAPIC_IOREDTBL + 2 * pin + 1;
}

/* Delivery modes are LAPIC_DELIVERY_, without SIPI. */
#define IOAPIC_RTE_DEST            BITS(63, 56)
#define IOAPIC_RTE_RSVD            BITS(55, 17)
#define IOAPIC_RTE_MASKED          BIT(16)
#define IOAPIC_RTE_LEVEL           BIT(15)
#define IOAPIC_RTE_REMOTE_IRR      BIT(14) /* read-only, level only */
#define IOAPIC_RTE_ACTIVE_LOW      BIT(13)
#define IOAPIC_RTE_DELIVERY_STATUS BIT(12) /* read-only, 1 = send pending */
#define IOAPIC_RTE_DEST_LOGICAL    BIT(11)
#define IOAPIC_RTE_DELIVERY_MODE   BITS(10, 8)
#define IOAPIC_RTE_VECTOR          BITS(7, 0)

/* The same word where a unit remaps interrupts: bits 63:48 and 11 change their
 * meaning, delivery mode is 0.  [VTD 5.1.5.1 "I/OxAPIC Programming"] */
#define IOAPIC_RTE_INDEX           BITS(63, 49) /* bits 14:0 of the index */
#define IOAPIC_RTE_REMAPPABLE      BIT(48)      /* this format, if 1 */
#define IOAPIC_RTE_REMAP_RSVD      BITS(47, 17)
#define IOAPIC_RTE_INDEX_15        BIT(11)

#endif

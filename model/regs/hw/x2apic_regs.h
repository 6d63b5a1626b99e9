/*
 * model/regs/hw/x2apic_regs.h - what x2APIC mode adds to the local APIC's
 * registers: their numbers as MSRs, and the few layouts that differ.
 *
 * A register's MSR is 800h + offset / 10h, so that LAPIC_ names serve both
 * modes.  Layout only, no behaviour: that is model/x2apic.h.  Used by models,
 * kernel, labs and grader.
 *
 * [SDM3 10.12.1.2 "x2APIC Register Address Space"], table 10-6
 */
#ifndef HW_X2APIC_REGS_H
#define HW_X2APIC_REGS_H

#include "hw/lapic_regs.h"

/* The range; later editions of the manual end it at 8FFh. */
#define X2APIC_MSR_FIRST 0x800u
#define X2APIC_MSR_LAST  0xbffu

/* The MSR of the register at MMIO offset `offset`, and back. */
static inline uint32_t x2apic_msr(uint32_t offset)
{
    return X2APIC_MSR_FIRST + offset / LAPIC_STRIDE;
}

static inline uint32_t x2apic_offset(uint32_t msr)
{
    return (msr - X2APIC_MSR_FIRST) * LAPIC_STRIDE;
}

/* Read-only, derived from the x2APIC ID: cluster ID[19:4], member ID[3:0].
 * [SDM3 10.12.10.2 "Deriving Logical x2APIC ID from the Local x2APIC ID"] */
#define X2APIC_LDR_CLUSTER BITS(31, 16)
#define X2APIC_LDR_MEMBERS BITS(15, 0)
#define X2APIC_ID_CLUSTER  BITS(19, 4)
#define X2APIC_ID_MEMBER   BITS(3, 0)

static inline uint32_t x2apic_ldr(uint32_t id)
{
    uint64_t member = BIT(field_get(id, X2APIC_ID_MEMBER));
    uint64_t cluster = field_get(id, X2APIC_ID_CLUSTER);

    return (uint32_t)(field_put(0, X2APIC_LDR_CLUSTER, cluster) | member);
}

/* ICR is one register; its low half is that of LAPIC_ICR_LOW without delivery
 * status.  [SDM3 10.12.9 "ICR Operation in x2APIC Mode"] */
#define X2APIC_ICR_DEST       BITS(63, 32)
#define X2APIC_ICR_RSVD       (BITS(31, 20) | BITS(17, 16) | BITS(13, 12))

#define X2APIC_DEST_BROADCAST 0xffffffffu

#endif

/*
 * model/regs/hw/lapic_regs.h - the local APIC's registers, as xAPIC MMIO.
 *
 * Offsets from the APIC base, each followed by its fields from high to low;
 * reserved bits are named _RSVD, so that tests/model/regs_test.c can prove
 * that the fields cover each register exactly once.  Layout only, no
 * behaviour: that is model/lapic.h.  Used by models, kernel, labs and grader.
 *
 * [SDM3 10.4.1 "The Local APIC Block Diagram"], table 10-1
 */
#ifndef HW_LAPIC_REGS_H
#define HW_LAPIC_REGS_H

#include "hw/bits.h"

#define LAPIC_DEFAULT_BASE     0xfee00000u
#define LAPIC_STRIDE           0x10u /* one 32-bit register each 16 bytes */
#define LAPIC_LOWEST_VECTOR    16u   /* 0..15 are illegal as interrupts */

/* Where the page is, and whether there is one.
 * [SDM3 10.4.4 "Local APIC Status and Location"] */
#define IA32_APIC_BASE         0x1bu
#define IA32_APIC_BASE_ADDRESS BITS(51, 12)
#define IA32_APIC_BASE_EN      BIT(11) /* 0: as if CPUID.1:EDX[9] were 0 */
#define IA32_APIC_BASE_EXTD    BIT(10) /* x2APIC mode */
#define IA32_APIC_BASE_BSP     BIT(8)
#define IA32_APIC_BASE_RSVD    (BITS(63, 52) | BIT(9) | BITS(7, 0))

/* Absolute TSC value at which the timer fires; 0 when not armed.
 * [SDM3 10.5.4.1 "TSC-Deadline Mode"] */
#define IA32_TSC_DEADLINE      0x6e0u

/* [SDM3 10.4.6 "Local APIC ID"] */
#define LAPIC_ID               0x020u
#define LAPIC_ID_ID            BITS(31, 24)
#define LAPIC_ID_RSVD          BITS(23, 0)

/* Read-only.  [SDM3 10.4.8 "Local APIC Version Register"] */
#define LAPIC_VER              0x030u
#define LAPIC_VER_EOI_SUPPRESS BIT(24)      /* SVR bit 12 exists */
#define LAPIC_VER_MAX_LVT      BITS(23, 16) /* LVT entries less one */
#define LAPIC_VER_VERSION      BITS(7, 0)   /* 10h..15h: integrated APIC */
#define LAPIC_VER_RSVD         (BITS(31, 25) | BITS(15, 8))

/* Priorities; APR and PPR are read-only.
 * [SDM3 10.8.3.1 "Task and Processor Priorities"] */
#define LAPIC_TPR              0x080u
#define LAPIC_TPR_CLASS        BITS(7, 4)
#define LAPIC_TPR_SUBCLASS     BITS(3, 0)
#define LAPIC_TPR_RSVD         BITS(31, 8)
#define LAPIC_APR              0x090u /* absent since Pentium 4 */
#define LAPIC_APR_CLASS        BITS(7, 4)
#define LAPIC_APR_SUBCLASS     BITS(3, 0)
#define LAPIC_APR_RSVD         BITS(31, 8)
#define LAPIC_PPR              0x0a0u
#define LAPIC_PPR_CLASS        BITS(7, 4)
#define LAPIC_PPR_SUBCLASS     BITS(3, 0)
#define LAPIC_PPR_RSVD         BITS(31, 8)

/* Write-only; any value ends the interrupt in service, write 0.
 * [SDM3 10.8.5 "Signaling Interrupt Servicing Completion"] */
#define LAPIC_EOI              0x0b0u

#define LAPIC_RRD              0x0c0u /* remote read, old, unsupported */

/* [SDM3 10.6.2.2 "Logical Destination Mode"] */
#define LAPIC_LDR              0x0d0u
#define LAPIC_LDR_ID           BITS(31, 24)
#define LAPIC_LDR_RSVD         BITS(23, 0)
#define LAPIC_DFR              0x0e0u
#define LAPIC_DFR_MODEL        BITS(31, 28)
#define LAPIC_DFR_RSVD         BITS(27, 0) /* all ones */

#define LAPIC_DFR_FLAT         0xfu
#define LAPIC_DFR_CLUSTER      0x0u

/* Spurious Interrupt Vector Register.  [SDM3 10.9 "Spurious Interrupt"] */
#define LAPIC_SVR              0x0f0u
#define LAPIC_SVR_EOI_SUPPRESS BIT(12) /* no EOI broadcast; see LAPIC_VER */
#define LAPIC_SVR_FOCUS_OFF    BIT(9)  /* focus checking disabled, P6 and P4 */
#define LAPIC_SVR_ENABLE       BIT(8)  /* APIC software enable */
#define LAPIC_SVR_VECTOR       BITS(7, 0)
#define LAPIC_SVR_RSVD         (BITS(31, 13) | BITS(11, 10))

/* Three bitmaps of 256 bits, each in eight registers, read-only.
 * [SDM3 10.8.4 "Interrupt Acceptance for Fixed Interrupts"] */
#define LAPIC_ISR              0x100u /* in service */
#define LAPIC_TMR              0x180u /* trigger mode, 1 = level */
#define LAPIC_IRR              0x200u /* requested */
#define LAPIC_BITMAP_STRIDE    0x10u
#define LAPIC_BITMAP_WORDS     8u

/* Offset of the word of bitmap `base` (ISR, TMR or IRR) that holds `vector`. */
static inline uint32_t lapic_bitmap_offset(uint32_t base, uint32_t vector)
{
    return base + vector / 32 * LAPIC_BITMAP_STRIDE;
}

/* Error Status Register: write anything, then read.
 * [SDM3 10.5.3 "Error Handling"] */
#define LAPIC_ESR                        0x280u
#define LAPIC_ESR_ILLEGAL_REGISTER       BIT(7)
#define LAPIC_ESR_RECEIVE_ILLEGAL_VECTOR BIT(6)
#define LAPIC_ESR_SEND_ILLEGAL_VECTOR    BIT(5)
#define LAPIC_ESR_REDIRECTABLE_IPI       BIT(4)
#define LAPIC_ESR_RECEIVE_ACCEPT         BIT(3) /* P6, as all below */
#define LAPIC_ESR_SEND_ACCEPT            BIT(2)
#define LAPIC_ESR_RECEIVE_CHECKSUM       BIT(1)
#define LAPIC_ESR_SEND_CHECKSUM          BIT(0)
#define LAPIC_ESR_RSVD                   BITS(31, 8)

/* Local vector table: one layout, of which each entry has a part.
 * [SDM3 10.5.1 "Local Vector Table"] */
#define LAPIC_LVT_CMCI                   0x2f0u
#define LAPIC_LVT_TIMER                  0x320u
#define LAPIC_LVT_THERMAL                0x330u
#define LAPIC_LVT_PERF                   0x340u
#define LAPIC_LVT_LINT0                  0x350u
#define LAPIC_LVT_LINT1                  0x360u
#define LAPIC_LVT_ERROR                  0x370u

#define LAPIC_LVT_TIMER_MODE             BITS(18, 17) /* timer only */
#define LAPIC_LVT_MASKED                 BIT(16)
#define LAPIC_LVT_LEVEL                  BIT(15)     /* LINT only */
#define LAPIC_LVT_REMOTE_IRR             BIT(14)     /* LINT only, read-only */
#define LAPIC_LVT_ACTIVE_LOW             BIT(13)     /* LINT only */
#define LAPIC_LVT_DELIVERY_STATUS        BIT(12)     /* read-only */
#define LAPIC_LVT_DELIVERY_MODE          BITS(10, 8) /* not timer, error */
#define LAPIC_LVT_VECTOR                 BITS(7, 0)

#define LAPIC_LVT_TIMER_RSVD             (LAPIC_LVT_ERROR_RSVD & ~BITS(18, 17))
#define LAPIC_LVT_EVENT_RSVD             (BITS(31, 17) | BITS(15, 13) | BIT(11))
#define LAPIC_LVT_LINT_RSVD              (BITS(31, 17) | BIT(11))
#define LAPIC_LVT_ERROR_RSVD             (LAPIC_LVT_EVENT_RSVD | BITS(10, 8))

/* LAPIC_LVT_TIMER_MODE.  [SDM3 10.5.4 "APIC Timer"] */
#define LAPIC_TIMER_ONE_SHOT             0u
#define LAPIC_TIMER_PERIODIC             1u
#define LAPIC_TIMER_TSC_DEADLINE         2u

/* LAPIC_LVT_DELIVERY_MODE, LAPIC_ICR_DELIVERY_MODE, and those of the I/O APIC
 * and of MSI.  Lowest priority and SIPI are not for the LVT, ExtINT is not for
 * the ICR. */
#define LAPIC_DELIVERY_FIXED             0u
#define LAPIC_DELIVERY_LOWEST            1u
#define LAPIC_DELIVERY_SMI               2u
#define LAPIC_DELIVERY_NMI               4u
#define LAPIC_DELIVERY_INIT              5u
#define LAPIC_DELIVERY_SIPI              6u
#define LAPIC_DELIVERY_EXTINT            7u

/* Interrupt Command Register: write high, then low; the low write sends.
 * [SDM3 10.6.1 "Interrupt Command Register (ICR)"] */
#define LAPIC_ICR_LOW                    0x300u
#define LAPIC_ICR_SHORTHAND              BITS(19, 18)
#define LAPIC_ICR_LEVEL_TRIGGERED        BIT(15)
#define LAPIC_ICR_LEVEL_ASSERT           BIT(14)
#define LAPIC_ICR_DELIVERY_STATUS        BIT(12) /* read-only, 1 = busy */
#define LAPIC_ICR_DEST_LOGICAL           BIT(11)
#define LAPIC_ICR_DELIVERY_MODE          BITS(10, 8)
#define LAPIC_ICR_VECTOR                 BITS(7, 0)
#define LAPIC_ICR_LOW_RSVD               (BITS(31, 20) | BITS(17, 16) | BIT(13))
#define LAPIC_ICR_HIGH                   0x310u
#define LAPIC_ICR_DEST                   BITS(31, 24)
#define LAPIC_ICR_HIGH_RSVD              BITS(23, 0)

#define LAPIC_SHORTHAND_NONE             0u
#define LAPIC_SHORTHAND_SELF             1u
#define LAPIC_SHORTHAND_ALL              2u /* including self */
#define LAPIC_SHORTHAND_ALL_OTHERS       3u
#define LAPIC_DEST_BROADCAST             0xffu

/* Timer.  [SDM3 10.5.4 "APIC Timer"] */
#define LAPIC_TIMER_ICR                  0x380u /* initial count */
#define LAPIC_TIMER_CCR                  0x390u /* current count, read-only */
#define LAPIC_TIMER_DCR                  0x3e0u /* divide configuration */
#define LAPIC_TIMER_DCR_HIGH             BIT(3)
#define LAPIC_TIMER_DCR_LOW              BITS(1, 0)
#define LAPIC_TIMER_DCR_RSVD             (BITS(31, 4) | BIT(2))

#define LAPIC_TIMER_DIVIDE_2             0x0u
#define LAPIC_TIMER_DIVIDE_4             0x1u
#define LAPIC_TIMER_DIVIDE_8             0x2u
#define LAPIC_TIMER_DIVIDE_16            0x3u
#define LAPIC_TIMER_DIVIDE_32            0x8u
#define LAPIC_TIMER_DIVIDE_64            0x9u
#define LAPIC_TIMER_DIVIDE_128           0xau
#define LAPIC_TIMER_DIVIDE_1             0xbu

/* x2APIC only; reserved in xAPIC mode.  [SDM3 10.12.11 "SELF IPI Register"] */
#define LAPIC_SELF_IPI                   0x3f0u
#define LAPIC_SELF_IPI_VECTOR            BITS(7, 0)
#define LAPIC_SELF_IPI_RSVD              BITS(31, 8)

#endif

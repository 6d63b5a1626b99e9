/*
 * kernel/dev/lapic.c - putting the local APIC back, and reading it aloud.
 *
 * The oracle outside compares what the checkpoint reads with its own model, so
 * that a TPR written behind the record's back (CR8 leaves no trace in Bochs)
 * does not stay unnoticed.  A CPU that lab code switched to x2APIC mode stays
 * in it: some machines have no way back.  Contract: kernel/lapic.h.
 */
#include <stddef.h>
#include "hw/x2apic_regs.h"
#include "kernel/io.h"
#include "kernel/lapic.h"
#include "kernel/mmio.h"
#include "kernel/smp.h"
#include "kernel/trap.h"

#define VECTORS   256u
/* No request can have vector 0Fh, so no EOI is taken for the spurious one's. */
#define DRAIN_SVR (LAPIC_SVR_ENABLE | 0x0f)
#define RESET_SVR 0xffu

/* For one CPU and for many: two functions without a branch more in either. */
#define BOTH      static inline __attribute__((always_inline))

static uint32_t in_x2apic; /* bit n: CPU n is in x2APIC mode */

static inline bool is_in_x2apic(void)
{
    return in_x2apic != 0 && (in_x2apic >> cpu_number() & 1) != 0;
}

void lapic_notice_mode(void)
{
    uint32_t bit = UINT32_C(1) << cpu_number();

    if ((msr_get(IA32_APIC_BASE) & IA32_APIC_BASE_EXTD) != 0)
        __atomic_or_fetch(&in_x2apic, bit, __ATOMIC_RELAXED);
    else
        __atomic_and_fetch(&in_x2apic, ~bit, __ATOMIC_RELAXED);
}

/* There is no direct way from one mode to the other.
 * [SDM3 10.12.5 "x2APIC State Transitions"] */
void lapic_leave_x2apic(void)
{
    uint64_t base = msr_get(IA32_APIC_BASE);

    if ((base & IA32_APIC_BASE_EXTD) == 0)
        return;
    base &= ~(IA32_APIC_BASE_EXTD | IA32_APIC_BASE_EN);
    msr_put(IA32_APIC_BASE, base);
    msr_put(IA32_APIC_BASE, base | IA32_APIC_BASE_EN);
}

uint32_t lapic_get(uint32_t offset)
{
    if (is_in_x2apic())
        return (uint32_t)msr_get(x2apic_msr(offset));
    return device_read32(LAPIC_DEFAULT_BASE + offset);
}

void lapic_put(uint32_t offset, uint32_t value)
{
    if (is_in_x2apic())
        msr_put(x2apic_msr(offset), value);
    else
        device_write32(LAPIC_DEFAULT_BASE + offset, value);
}

BOTH void quiet_sources(void)
{
    static const uint16_t lvt[] = {
        LAPIC_LVT_TIMER, LAPIC_LVT_THERMAL, LAPIC_LVT_PERF,
        LAPIC_LVT_LINT0, LAPIC_LVT_LINT1,   LAPIC_LVT_ERROR,
    };

    for (size_t i = 0; i < sizeof lvt / sizeof lvt[0]; i++)
        lapic_put(lvt[i], LAPIC_LVT_MASKED);
    lapic_put(LAPIC_TIMER_ICR, 0);
}

/* What has no effect by itself but on what comes after.  Called with the local
 * APIC software-disabled, as DFR wants it.
 * [SDM3 10.6.2.2 "Logical Destination Mode"] */
BOTH void forget_settings(void)
{
    lapic_put(LAPIC_TIMER_DCR, 0);
    if (is_in_x2apic())
        return; /* it has no such registers, or fixed ones */
    lapic_put(LAPIC_ICR_HIGH, 0);
    lapic_put(LAPIC_DFR, ~0u);
    lapic_put(LAPIC_LDR, 0);
}

static uint32_t any_bit(uint32_t base)
{
    uint32_t bits = 0;

    for (unsigned v = 0; v < VECTORS; v += 32)
        bits |= lapic_get(lapic_bitmap_offset(base, v));
    return bits;
}

/* PPR is as high as TPR and as the class of the highest vector in service, and
 * no vector has class 0: where it is 0, all words of ISR are, unread.
 * [SDM3 10.8.3.1 "Task and Processor Priorities"] */
static bool may_be_serving(void)
{
    return lapic_get(LAPIC_PPR) != 0;
}

/* Bounded by the number of vectors: each EOI retires one. */
BOTH void retire_all(bool many)
{
    for (unsigned i = 0;
         i < VECTORS && (many ? may_be_serving() : any_bit(LAPIC_ISR) != 0);
         i++)
        lapic_put(LAPIC_EOI, 0);
}

void lapic_drain(struct trap_frame *frame)
{
    (void)frame;
    lapic_put(LAPIC_EOI, 0);
}

/* With TPR 0 and nothing in service all come in one window: the next stands in
 * for the one whose handler returns. */
BOTH void let_pending_arrive(bool many)
{
    if (many)
        interrupts_on();
    else
        for (unsigned i = 0; i < VECTORS && any_bit(LAPIC_IRR) != 0; i++)
            interrupts_on();
    interrupts_off();
}

BOTH void reset(bool many)
{
    interrupts_off();
    quiet_sources();
    lapic_put(LAPIC_SVR, DRAIN_SVR);
    lapic_put(LAPIC_TPR, 0);
    retire_all(many);
    let_pending_arrive(many);
    lapic_put(LAPIC_ESR, 0);
    lapic_put(LAPIC_ESR, 0);
    lapic_put(LAPIC_SVR, RESET_SVR);
    forget_settings();
}

void lapic_reset(void)
{
    reset(false);
}

void lapic_reset_many(void)
{
    lapic_notice_mode();
    reset(true);
}

void lapic_read_priorities(void)
{
    (void)lapic_get(LAPIC_TPR);
    (void)lapic_get(LAPIC_PPR);
}

void lapic_checkpoint(void)
{
    lapic_read_priorities();
    (void)any_bit(LAPIC_ISR);
    (void)any_bit(LAPIC_IRR);
}

void lapic_checkpoint_many(void)
{
    lapic_notice_mode();
    (void)lapic_get(LAPIC_TPR);
    if (may_be_serving())
        (void)any_bit(LAPIC_ISR);
    (void)any_bit(LAPIC_IRR);
}

/*
 * kernel/dev/lapic.c - putting the local APIC back, and reading it aloud.
 *
 * The oracle outside compares what the checkpoint reads with its own model, so
 * that a TPR written behind the record's back (CR8 leaves no trace in Bochs)
 * does not stay unnoticed.  Contract: kernel/lapic.h.
 */
#include <stddef.h>
#include "hw/lapic_regs.h"
#include "kernel/io.h"
#include "kernel/lapic.h"
#include "kernel/mmio.h"
#include "kernel/trap.h"

#define VECTORS   256u
/* No request can have vector 0Fh, so no EOI is taken for the spurious one's. */
#define DRAIN_SVR (LAPIC_SVR_ENABLE | 0x0f)
#define RESET_SVR 0xffu

uint32_t lapic_get(uint32_t offset)
{
    return device_read32(LAPIC_DEFAULT_BASE + offset);
}

void lapic_put(uint32_t offset, uint32_t value)
{
    device_write32(LAPIC_DEFAULT_BASE + offset, value);
}

static void quiet_sources(void)
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
static void forget_settings(void)
{
    lapic_put(LAPIC_TIMER_DCR, 0);
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

/* Bounded by the number of vectors: each EOI retires one. */
static void retire_all(void)
{
    for (unsigned i = 0; i < VECTORS && any_bit(LAPIC_ISR) != 0; i++)
        lapic_put(LAPIC_EOI, 0);
}

static void drain(struct trap_frame *frame)
{
    (void)frame;
    lapic_put(LAPIC_EOI, 0);
}

static void let_pending_arrive(void)
{
    trap_on_interrupt(drain);
    for (unsigned i = 0; i < VECTORS && any_bit(LAPIC_IRR) != 0; i++)
        interrupts_on();
    interrupts_off();
    trap_on_interrupt(NULL);
}

void lapic_reset(void)
{
    interrupts_off();
    quiet_sources();
    lapic_put(LAPIC_SVR, DRAIN_SVR);
    lapic_put(LAPIC_TPR, 0);
    retire_all();
    let_pending_arrive();
    lapic_put(LAPIC_ESR, 0);
    lapic_put(LAPIC_ESR, 0);
    lapic_put(LAPIC_SVR, RESET_SVR);
    forget_settings();
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

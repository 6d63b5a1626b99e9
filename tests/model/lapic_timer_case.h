/*
 * tests/model/lapic_timer_case.h - how the tests of the local APIC's timer
 * begin, and their words for starting it, letting time pass and reading it.
 */
#ifndef LAPIC_TIMER_CASE_H
#define LAPIC_TIMER_CASE_H

#include "lapic_case.h"

#define CASE_TIMER_VECTOR 0x40u
#define PERIODIC          0x20000u
#define TSC_DEADLINE      0x40000u
#define RESERVED_MODE     0x60000u

/* Enabled, divisor 1, LVT timer open with `mode` and CASE_TIMER_VECTOR. */
static inline struct lapic timer_chip(uint32_t mode)
{
    struct lapic l = case_enabled();

    case_write(&l, LAPIC_TIMER_DCR, 0xb);
    case_write(&l, LAPIC_LVT_TIMER, mode | CASE_TIMER_VECTOR);
    return l;
}

static inline void start(struct lapic *l, uint32_t count, uint64_t now)
{
    lapic_write(l, LAPIC_TIMER_ICR, count, now);
    case_holds(l);
}

static inline uint64_t advance(struct lapic *l, uint64_t now)
{
    struct lapic_expiry expiry = lapic_advance(l, now);

    case_holds(l);
    return expiry.count;
}

static inline uint32_t count_at(struct lapic *l, uint64_t now)
{
    return lapic_read(l, LAPIC_TIMER_CCR, now);
}

#endif

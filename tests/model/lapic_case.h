/*
 * tests/model/lapic_case.h - how the tests of the local APIC begin: a chip that
 * software has enabled, and short words for what tests do often.  Every helper
 * that changes the chip also asks lapic_check whether its promises still hold.
 */
#ifndef LAPIC_CASE_H
#define LAPIC_CASE_H

#include <check.h>

#include "model/lapic.h"

/* SVR of an enabled chip; FFh is the spurious vector. */
#define CASE_SVR 0x1ffu

static inline void case_holds(const struct lapic *lapic)
{
    const char *broken = lapic_check(lapic);

    ck_assert_msg(!broken, "%s", broken);
}

static inline struct lapic_output case_write(struct lapic *lapic,
                                             uint32_t offset, uint32_t value)
{
    struct lapic_output out = lapic_write(lapic, offset, value, 0);

    case_holds(lapic);
    return out;
}

/* APIC ID 0, software-enabled, everything else as after reset. */
static inline struct lapic case_enabled(void)
{
    struct lapic lapic;

    lapic_reset(&lapic, 0);
    case_write(&lapic, LAPIC_SVR, CASE_SVR);
    return lapic;
}

/* An edge interrupt arrives. */
static inline void case_raise(struct lapic *lapic, uint8_t vector)
{
    lapic_accept(lapic, vector, false);
    case_holds(lapic);
}

/* An edge interrupt arrives and the core takes it at once. */
static inline void case_enter(struct lapic *lapic, uint8_t vector)
{
    case_raise(lapic, vector);
    ck_assert_uint_eq(lapic_acknowledge(lapic), vector);
    case_holds(lapic);
}

/* What ESR shows after the write that latches it. */
static inline uint32_t case_esr(struct lapic *lapic)
{
    case_write(lapic, LAPIC_ESR, 0);
    return lapic_read(lapic, LAPIC_ESR, 0);
}

#endif

/*
 * tests/model/x2apic_case.h - how the tests of x2APIC mode begin, and short
 * words for accesses by MSR.  MSR numbers and values in the tests are worked
 * out by hand; every helper that writes also asks lapic_check.
 */
#ifndef X2APIC_CASE_H
#define X2APIC_CASE_H

#include "lapic_case.h"
#include "model/x2apic.h"

#define CASE_BASE_OFF    UINT64_C(0xfee00000)
#define CASE_BASE_XAPIC  UINT64_C(0xfee00800)
#define CASE_BASE_X2APIC UINT64_C(0xfee00c00)

static inline struct x2apic_written case_wrmsr(struct lapic *lapic,
                                               uint32_t msr, uint64_t value)
{
    struct x2apic_written result = x2apic_write(lapic, msr, value, 0);

    case_holds(lapic);
    return result;
}

/* The value read; the access must not fault. */
static inline uint64_t case_rdmsr(struct lapic *lapic, uint32_t msr)
{
    struct x2apic_read result = x2apic_read(lapic, msr, 0);

    ck_assert_msg(!result.gp, "RDMSR %xh: #GP", msr);
    return result.value;
}

/* In x2APIC mode, software-enabled. */
static inline struct lapic case_x2apic(uint32_t id)
{
    struct lapic lapic;

    lapic_reset(&lapic, id);
    ck_assert(!case_wrmsr(&lapic, 0x1b, CASE_BASE_X2APIC).gp);
    ck_assert(!case_wrmsr(&lapic, 0x80f, CASE_SVR).gp);
    return lapic;
}

#endif

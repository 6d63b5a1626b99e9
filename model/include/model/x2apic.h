/*
 * model/x2apic.h - a local APIC seen through MSRs: x2APIC mode, and the way
 * into and out of it by IA32_APIC_BASE.
 *
 * The state is struct lapic; this is a second view of it, beside lapic_read
 * and lapic_write.  A refused access is an answer, #GP(0), and then nothing
 * has changed.  IA32_TSC_DEADLINE is lapic_write_deadline, in all modes;
 * other MSRs are not this file's.  Used by the grader's oracle and by tests.
 */
#ifndef MODEL_X2APIC_H
#define MODEL_X2APIC_H

#include "hw/x2apic_regs.h"
#include "model/lapic.h"

struct x2apic_read {
    bool gp; /* #GP(0): there is no value */
    uint64_t value;
};

struct x2apic_written {
    bool gp;                 /* #GP(0): nothing was written */
    struct lapic_output out; /* what the write made leave the chip */
};

/* Is `msr` one that the two functions below know: IA32_APIC_BASE, or in the
 * range of x2APIC registers? */
bool x2apic_owns(uint32_t msr);

/* RDMSR and WRMSR of an MSR that x2apic_owns; another gives #GP.  Call
 * lapic_advance up to `now` first. */
struct x2apic_read x2apic_read(struct lapic *lapic, uint32_t msr, uint64_t now);
struct x2apic_written x2apic_write(struct lapic *lapic, uint32_t msr,
                                   uint64_t value, uint64_t now);

#endif

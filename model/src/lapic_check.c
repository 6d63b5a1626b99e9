/*
 * model/src/lapic_check.c - what is true of a local APIC after every step.
 *
 * Tests call it after each operation; a caller that writes the structure's
 * fields by hand, as a replay of a deviating emulator may, need not.
 * Contract: model/lapic.h.
 *
 *   1 no bit below 16 in ISR, TMR or IRR
 *   2 ISR holds at most one vector of each class: the class in service blocks
 *     itself, and EOI retires the highest first
 *   3 software-disabled: every LVT entry is masked
 *   4 no reserved bit is set, and Remote IRR only on a level LINT0
 *   5 counting and deadline exclude each other and fit the timer's mode
 *   6 mode: EXTD only with EN; x2APIC: LDR is derived from the ID; disabled:
 *     nothing is pending or in service
 */
#include <stddef.h>

#include "lapic_parts.h"

#define ILLEGAL_VECTORS 0xffffu

static bool has_illegal_vector(const struct lapic *lapic)
{
    return ((lapic->isr[0] | lapic->tmr[0] | lapic->irr[0]) &
            ILLEGAL_VECTORS) != 0;
}

/* A class is half a word; more than one bit means x & (x - 1). */
static bool has_crowded_class(const uint32_t *isr)
{
    for (unsigned i = 0; i < 2 * LAPIC_BITMAP_WORDS; i++) {
        uint32_t half = isr[i / 2] >> (i % 2 * 16) & 0xffff;

        if (half & (half - 1))
            return true;
    }
    return false;
}

static bool is_open_while_disabled(const struct lapic *lapic)
{
    if (lapic_is_enabled(lapic))
        return false;
    for (unsigned i = 0; i < LAPIC_LVT_COUNT; i++)
        if (!(lapic->lvt[i] & LAPIC_LVT_MASKED))
            return true;
    return false;
}

static bool has_reserved_lvt_bit(const struct lapic *lapic)
{
    static const uint16_t offset[] = {
        LAPIC_LVT_CMCI,  LAPIC_LVT_TIMER, LAPIC_LVT_THERMAL, LAPIC_LVT_PERF,
        LAPIC_LVT_LINT0, LAPIC_LVT_LINT1, LAPIC_LVT_ERROR,
    };

    for (unsigned i = 0; i < LAPIC_LVT_COUNT; i++) {
        uint32_t entry = lapic_lvt(lapic, offset[i]);
        uint32_t allowed = lapic_lvt_writable(offset[i]);

        if (offset[i] == LAPIC_LVT_LINT0 && (entry & LAPIC_LVT_LEVEL))
            allowed |= LAPIC_LVT_REMOTE_IRR;
        if (entry & ~allowed)
            return true;
    }
    return false;
}

static bool has_reserved_bit(const struct lapic *lapic)
{
    uint64_t bad = lapic->tpr & LAPIC_TPR_RSVD;

    bad |= lapic->base & IA32_APIC_BASE_RSVD;
    bad |= ~(uint64_t)lapic->dfr & LAPIC_DFR_RSVD;
    bad |= lapic->svr & LAPIC_SVR_RSVD;
    bad |= (lapic->esr | lapic->errors) & LAPIC_ESR_RSVD;
    bad |= lapic->icr_low & (LAPIC_ICR_LOW_RSVD | LAPIC_ICR_DELIVERY_STATUS);
    bad |= lapic->timer_divide & LAPIC_TIMER_DCR_RSVD;
    if (lapic_mode(lapic) != LAPIC_MODE_X2APIC) {
        bad |= lapic->ldr & LAPIC_LDR_RSVD;
        bad |= lapic->icr_high & LAPIC_ICR_HIGH_RSVD;
    }
    return bad != 0 || has_reserved_lvt_bit(lapic);
}

static bool has_odd_timer(const struct lapic *lapic)
{
    uint32_t mode = lapic_timer_mode(lapic);

    if (lapic->timer_count > lapic->timer_initial)
        return true;
    if (lapic->timer_deadline != 0)
        return mode != LAPIC_TIMER_TSC_DEADLINE || lapic->timer_count != 0;
    return lapic->timer_count != 0 && mode > LAPIC_TIMER_PERIODIC;
}

static bool has_odd_mode(const struct lapic *lapic)
{
    bool extd = (lapic->base & IA32_APIC_BASE_EXTD) != 0;

    switch (lapic_mode(lapic)) {
    case LAPIC_MODE_DISABLED:
        return extd || lapic_irrv(lapic) != 0 || lapic_isrv(lapic) != 0;
    case LAPIC_MODE_X2APIC:
        return lapic->ldr != x2apic_ldr(lapic->id);
    default:
        return false;
    }
}

const char *lapic_check(const struct lapic *lapic)
{
    if (has_illegal_vector(lapic))
        return "lapic: ISR, TMR or IRR: a vector below 16 is set";
    if (has_crowded_class(lapic->isr))
        return "lapic: ISR: two vectors of one class are in service";
    if (is_open_while_disabled(lapic))
        return "lapic: LVT: open entry while software-disabled";
    if (has_reserved_bit(lapic))
        return "lapic: reserved bit is set";
    if (has_odd_timer(lapic))
        return "lapic: timer: count or deadline does not fit the mode";
    if (has_odd_mode(lapic))
        return "lapic: mode: IA32_APIC_BASE does not fit the state";
    return NULL;
}

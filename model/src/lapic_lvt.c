/*
 * model/src/lapic_lvt.c - the local vector table, the software enable that
 * forces its masks, and the error status that asks through it.
 * Contract: model/lapic.h.
 *
 *   SVR bit 8    LVT masks                                who
 *   0            all 1, writes of 0 ignored               lapic_write_lvt
 *   0 -> 1       stay 1, until written 0                  lapic_write_svr
 *   1 -> 0       become 1                                 lapic_write_svr
 *
 *   error detected --> collected, new: LVT error asks     lapic_log_error
 *   write ESR ----> what was collected shows, collecting starts anew
 *                                                         lapic_write_esr
 *
 *   level LINT0: active --> accepted, Remote IRR = 1      lapic_local_interrupt
 *                active --> held while Remote IRR = 1
 *                EOI of its vector --> Remote IRR = 0     lapic_eoi
 *
 * [SDM3 10.5.1 "Local Vector Table"] [SDM3 10.5.3 "Error Handling"]
 * [SDM3 10.4.7.2 "Local APIC State After It Has Been Software Disabled"]
 */
#include "lapic_parts.h"

#define ENTRY_WRITABLE (LAPIC_LVT_MASKED | LAPIC_LVT_VECTOR)
#define TIMER_WRITABLE (ENTRY_WRITABLE | LAPIC_LVT_TIMER_MODE)
#define EVENT_WRITABLE (ENTRY_WRITABLE | LAPIC_LVT_DELIVERY_MODE)
#define LINT_WRITABLE  (EVENT_WRITABLE | LAPIC_LVT_LEVEL | LAPIC_LVT_ACTIVE_LOW)

/* CMCI stands alone in the map; the other six follow one another. */
bool lapic_is_lvt(uint32_t offset)
{
    if (offset == LAPIC_LVT_CMCI)
        return true;
    return offset >= LAPIC_LVT_TIMER && offset <= LAPIC_LVT_ERROR &&
           offset % LAPIC_STRIDE == 0;
}

static uint32_t index_of(uint32_t offset)
{
    if (offset == LAPIC_LVT_CMCI)
        return 0;
    return (offset - LAPIC_LVT_TIMER) / LAPIC_STRIDE + 1;
}

uint32_t lapic_lvt_writable(uint32_t offset)
{
    switch (offset) {
    case LAPIC_LVT_TIMER:
        return TIMER_WRITABLE;
    case LAPIC_LVT_ERROR:
        return ENTRY_WRITABLE;
    case LAPIC_LVT_LINT0:
    case LAPIC_LVT_LINT1:
        return LINT_WRITABLE;
    default:
        return EVENT_WRITABLE;
    }
}

uint32_t lapic_lvt(const struct lapic *lapic, uint32_t offset)
{
    return lapic->lvt[index_of(offset)];
}

static uint32_t *entry_at(struct lapic *lapic, uint32_t offset)
{
    return &lapic->lvt[index_of(offset)];
}

/* The trigger bit counts for fixed alone, and on LINT0 alone: level is not
 * supported for LINT1.  [SDM3 10.5.1 "Local Vector Table"] */
static bool is_level(uint32_t offset, uint32_t entry)
{
    return offset == LAPIC_LVT_LINT0 && (entry & LAPIC_LVT_LEVEL) != 0 &&
           field_get(entry, LAPIC_LVT_DELIVERY_MODE) == LAPIC_DELIVERY_FIXED;
}

/* Remote IRR is software's to read only; it has no meaning, and goes, when the
 * entry stops being a level one. */
void lapic_write_lvt(struct lapic *lapic, uint32_t offset, uint32_t value)
{
    uint32_t *entry = entry_at(lapic, offset);
    uint32_t mode_before = lapic_timer_mode(lapic);
    uint32_t remote_irr = *entry & LAPIC_LVT_REMOTE_IRR;

    *entry = value & lapic_lvt_writable(offset);
    if (!lapic_is_enabled(lapic))
        *entry |= LAPIC_LVT_MASKED;
    if (is_level(offset, *entry))
        *entry |= remote_irr;
    if (lapic_timer_mode(lapic) != mode_before)
        lapic_disarm_timer(lapic);
}

/* [SDM3 10.9 "Spurious Interrupt"].  Bit 12 exists if the version says so. */
void lapic_write_svr(struct lapic *lapic, uint32_t value)
{
    uint32_t writable =
        LAPIC_SVR_ENABLE | LAPIC_SVR_FOCUS_OFF | LAPIC_SVR_VECTOR;

    if (lapic->version & LAPIC_VER_EOI_SUPPRESS)
        writable |= LAPIC_SVR_EOI_SUPPRESS;
    lapic->svr = value & writable;
    if (lapic_is_enabled(lapic))
        return;
    for (unsigned i = 0; i < LAPIC_LVT_COUNT; i++)
        lapic->lvt[i] |= LAPIC_LVT_MASKED;
}

void lapic_write_esr(struct lapic *lapic)
{
    lapic->esr = lapic->errors;
    lapic->errors = 0;
}

/* Errors are collected whatever the mask says.  An illegal vector in the error
 * entry itself is one more error; it ends there, being no new one. */
void lapic_log_error(struct lapic *lapic, uint32_t esr_bit)
{
    if (lapic->errors & esr_bit)
        return;
    lapic->errors |= esr_bit;
    lapic_local_interrupt(lapic, LAPIC_LVT_ERROR);
}

void lapic_release_remote_irr(struct lapic *lapic, uint8_t vector)
{
    uint32_t *entry = entry_at(lapic, LAPIC_LVT_LINT0);

    if (field_get(*entry, LAPIC_LVT_VECTOR) == vector)
        *entry &= ~(uint32_t)LAPIC_LVT_REMOTE_IRR;
}

static enum lapic_acceptance accept_fixed(struct lapic *lapic, uint32_t offset)
{
    uint32_t *entry = entry_at(lapic, offset);
    uint8_t vector = (uint8_t)field_get(*entry, LAPIC_LVT_VECTOR);
    bool level = is_level(offset, *entry);
    enum lapic_acceptance result;

    if (*entry & LAPIC_LVT_REMOTE_IRR)
        return LAPIC_HELD;
    result = lapic_accept(lapic, vector, level);
    if (level && result != LAPIC_ILLEGAL)
        *entry |= LAPIC_LVT_REMOTE_IRR;
    return result;
}

/* INIT and ExtINT are for LINT alone; lowest priority and SIPI for nobody. */
static bool is_for_core(uint32_t offset, uint64_t delivery_mode)
{
    bool lint = offset == LAPIC_LVT_LINT0 || offset == LAPIC_LVT_LINT1;

    switch (delivery_mode) {
    case LAPIC_DELIVERY_SMI:
    case LAPIC_DELIVERY_NMI:
        return true;
    case LAPIC_DELIVERY_INIT:
    case LAPIC_DELIVERY_EXTINT:
        return lint;
    default:
        return false;
    }
}

enum lapic_acceptance lapic_local_interrupt(struct lapic *lapic,
                                            uint32_t offset)
{
    uint32_t entry = lapic_lvt(lapic, offset);
    uint64_t mode = field_get(entry, LAPIC_LVT_DELIVERY_MODE);

    if (entry & LAPIC_LVT_MASKED)
        return LAPIC_MASKED;
    if (offset == LAPIC_LVT_PERF)
        *entry_at(lapic, offset) |= LAPIC_LVT_MASKED;
    if (mode == LAPIC_DELIVERY_FIXED)
        return accept_fixed(lapic, offset);
    return is_for_core(offset, mode) ? LAPIC_TO_CORE : LAPIC_REFUSED;
}

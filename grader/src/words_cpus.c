/*
 * grader/src/words_cpus.c - questions and demands about machines of many CPUs
 * and about the I/O APICs.  Contract: grader/include/checks.h.
 *
 * What a CPU sent is read from its writes and its mode as the oracle knows
 * them; who received it stands in the record by itself.
 */
#include "checks.h"
#include "hw/ioapic_regs.h"
#include "hw/x2apic_regs.h"
#include "ipi.h"
#include "record.h"

/* GSI 24 on are the second I/O APIC's. */
#define PINS_OF_MACHINE 24u

size_t find_event_on(const struct window *w, size_t from, unsigned cpu,
                     enum event_kind kind, uint16_t vector)
{
    size_t i = find_event(w, from, kind, vector);

    while (i != NOWHERE && event_at(w, i)->cpu != cpu)
        i = find_event(w, i, kind, vector);
    return i;
}

size_t find_access_on(const struct window *w, size_t from, unsigned cpu,
                      enum event_kind kind, uint32_t reg)
{
    size_t i = find_access(w, from, kind, reg);

    while (i != NOWHERE && event_at(w, i)->cpu != cpu)
        i = find_access(w, i, kind, reg);
    return i;
}

size_t find_mark_on(const struct window *w, size_t from, unsigned cpu,
                    enum mark_kind kind, int argument)
{
    size_t i = find_mark(w, from, kind, argument);

    while (i != NOWHERE && event_at(w, i)->cpu != cpu)
        i = find_mark(w, i, kind, argument);
    return i;
}

/* ---- what was sent ---- */

/* The marks that stand around it are the same CPU's. */
bool is_chipsets(const struct window *w, size_t index)
{
    unsigned cpu = event_at(w, index)->cpu;

    for (size_t i = index; i-- > w->first;) {
        const struct event *e = event_at(w, i);

        if (e->cpu != cpu || !is_mark(e, MARK_SOFT, -1))
            continue;
        if (field_get(mark_arg(e), MARK_SOFT_OP) == SOFT_SEND_BEGIN)
            return true;
        if (field_get(mark_arg(e), MARK_SOFT_OP) == SOFT_SEND_END)
            return false;
    }
    return false;
}

size_t find_send(const struct window *w, size_t from, unsigned cpu)
{
    for (size_t i = from + 1; i < w->last; i++) {
        const struct event *e = event_at(w, i);

        if (e->cpu == cpu && ipi_is_send(e) && !is_chipsets(w, i))
            return i;
    }
    return NOWHERE;
}

/* SELF IPI is the shorthand "self" with the vector written.
 * [SDM3 10.12.11 "SELF IPI Register"] */
uint64_t sent_at(const struct window *w, size_t index)
{
    const struct event *e = event_at(w, index);

    if (e->kind == EV_APIC_WRITE)
        return (uint64_t)record_state(w->record, index, e->cpu)->icr_high
                   << 32 |
               (uint32_t)e->value;
    if (e->reg == x2apic_msr(LAPIC_SELF_IPI))
        return field_put(e->value & LAPIC_ICR_VECTOR, LAPIC_ICR_SHORTHAND,
                         LAPIC_SHORTHAND_SELF);
    return e->value;
}

/* ---- states ---- */

uint32_t ldr_at(const struct window *w, size_t index, unsigned cpu)
{
    return record_state(w->record, index, cpu)->ldr;
}

bool x2apic_at(const struct window *w, size_t index, unsigned cpu)
{
    return record_state(w->record, index, cpu)->x2apic;
}

static const struct ioapic_change *pin_at(const struct window *w, size_t index,
                                          unsigned gsi)
{
    unsigned unit =
        gsi < PINS_OF_MACHINE ? EVENT_IOAPIC_MACHINE : EVENT_IOAPIC_SOFT;

    return record_pin(w->record, index, unit, gsi % PINS_OF_MACHINE);
}

uint64_t entry_at(const struct window *w, size_t index, unsigned gsi)
{
    const struct ioapic_change *pin = pin_at(w, index, gsi);

    return pin != NULL ? pin->entry : IOAPIC_RTE_MASKED;
}

bool line_at(const struct window *w, size_t index, unsigned gsi)
{
    const struct ioapic_change *pin = pin_at(w, index, gsi);

    return pin != NULL && pin->high;
}

bool remote_irr_at(const struct window *w, size_t index, unsigned gsi)
{
    return (entry_at(w, index, gsi) & IOAPIC_RTE_REMOTE_IRR) != 0;
}

/* ---- demands ---- */

bool happens_before(struct window *w, size_t a, size_t b, const char *text)
{
    bool both = a != NOWHERE && b != NOWHERE;

    return require(w, both && a < b, b != NOWHERE ? b : a, EVENT_NO_VECTOR,
                   "%s", text);
}

/*
 * grader/src/ipi.c - sends and arrivals that belong together.  Contract: ipi.h.
 */
#include "checks.h"
#include "hw/x2apic_regs.h"
#include "ipi.h"

bool ipi_is_send(const struct event *e)
{
    if (e->kind == EV_APIC_WRITE)
        return e->reg == LAPIC_ICR_LOW;
    return e->kind == EV_MSR_WRITE && (e->reg == x2apic_msr(LAPIC_ICR_LOW) ||
                                       e->reg == x2apic_msr(LAPIC_SELF_IPI));
}

bool ipi_is_arrival(const struct event *e)
{
    switch (e->kind) {
    case EV_ACCEPT:
    case EV_COALESCE:
    case EV_ILLEGAL:
    case EV_NMI:
    case EV_INIT:
    case EV_SIPI:
        return true;
    default:
        return false;
    }
}

/* INIT brings a reset of the CPU's with it. */
static bool goes_with_arrival(const struct event *e)
{
    return ipi_is_arrival(e) || e->kind == EV_CPU_RESET;
}

uint32_t ipi_receivers(const struct record *record, size_t index)
{
    const struct trace *t = record->trace;
    uint32_t receivers = 0;

    for (size_t i = index + 1; i < t->count && goes_with_arrival(&t->event[i]);
         i++)
        if (ipi_is_arrival(&t->event[i]) && t->event[i].cpu < 32)
            receivers |= (uint32_t)BIT(t->event[i].cpu);
    return receivers;
}

int ipi_sender(const struct record *record, size_t index)
{
    const struct trace *t = record->trace;
    size_t i = index;

    while (i > 0 && goes_with_arrival(&t->event[i - 1]))
        i--;
    if (i == 0 || !ipi_is_arrival(&t->event[index]) ||
        !ipi_is_send(&t->event[i - 1]))
        return -1;
    return t->event[i - 1].cpu;
}

bool record_has_many(const struct record *record)
{
    return record->cpus > 1;
}

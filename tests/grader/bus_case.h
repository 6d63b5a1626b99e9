/*
 * tests/grader/bus_case.h - building small traces of several CPUs by hand.
 *
 * As trace_case.h, with the CPU as an argument.  Used by the tests of the
 * oracle's bus and of the words for many CPUs.
 */
#ifndef BUS_CASE_H
#define BUS_CASE_H

#include "hw/x2apic_regs.h"
#include "trace_case.h"

#define NONE EVENT_NO_VECTOR

static inline size_t on(struct trace *t, unsigned cpu, enum event_kind kind,
                        unsigned vector, uint32_t reg, uint64_t value)
{
    return put(t, (struct event){.kind = (uint8_t)kind,
                                 .cpu = (uint8_t)cpu,
                                 .vector = (uint16_t)vector,
                                 .reg = reg,
                                 .value = value});
}

/* `cpus` CPUs, all started and enabled with spurious vector FFh. */
static inline void put_cpus(struct trace *t, unsigned cpus)
{
    t->cpus = cpus;
    for (unsigned cpu = 1; cpu < cpus; cpu++) {
        on(t, 0, EV_APIC_WRITE, NONE, LAPIC_ICR_HIGH, (uint64_t)cpu << 24);
        on(t, 0, EV_APIC_WRITE, NONE, LAPIC_ICR_LOW, 0x4608);
        on(t, cpu, EV_SIPI, 8, 0, 0);
    }
    for (unsigned cpu = 0; cpu < cpus; cpu++)
        on(t, cpu, EV_APIC_WRITE, NONE, LAPIC_SVR, 0x1ff);
}

/* CPU `from` writes ICR, both halves. */
static inline size_t put_icr(struct trace *t, unsigned from, unsigned dest,
                             uint32_t low)
{
    on(t, from, EV_APIC_WRITE, NONE, LAPIC_ICR_HIGH, (uint64_t)dest << 24);
    return on(t, from, EV_APIC_WRITE, NONE, LAPIC_ICR_LOW, low);
}

static inline size_t put_accept(struct trace *t, unsigned cpu, unsigned vector)
{
    return on(t, cpu, EV_ACCEPT, vector, 0, 0);
}

static inline size_t put_cpu_mark(struct trace *t, unsigned cpu,
                                  enum mark_kind kind, unsigned argument)
{
    size_t i = put_mark(t, kind, 0, argument);

    t->event[i].cpu = (uint8_t)cpu;
    return i;
}

#endif

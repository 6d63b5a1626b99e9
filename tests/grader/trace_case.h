/*
 * tests/grader/trace_case.h - building small traces by hand.
 *
 * Each call appends one event, 10 ticks after the one before; used by the
 * tests of the oracle, of the windows and of the verdicts.
 */
#ifndef TRACE_CASE_H
#define TRACE_CASE_H

#include "hw/lapic_regs.h"
#include "trace.h"

static inline size_t put(struct trace *t, struct event e)
{
    e.tick = 1000 + 10 * t->count;
    return trace_add(t, e);
}

static inline size_t put_vector(struct trace *t, enum event_kind kind,
                                unsigned vector)
{
    return put(t, (struct event){.kind = (uint8_t)kind,
                                 .vector = (uint16_t)vector});
}

static inline size_t put_write(struct trace *t, uint32_t reg, uint32_t value)
{
    return put(t, (struct event){.kind = EV_APIC_WRITE,
                                 .vector = EVENT_NO_VECTOR,
                                 .reg = reg,
                                 .value = value});
}

static inline size_t put_read(struct trace *t, uint32_t reg, uint32_t value)
{
    return put(t, (struct event){.kind = EV_APIC_READ,
                                 .vector = EVENT_NO_VECTOR,
                                 .reg = reg,
                                 .value = value});
}

static inline size_t put_mark(struct trace *t, enum mark_kind kind,
                              unsigned step, unsigned argument)
{
    uint64_t word = field_put(0, MARK_KIND, kind);

    word = field_put(word, MARK_STEP, step);
    word = field_put(word, MARK_ARG, argument);
    return put(t, (struct event){.kind = EV_MARK,
                                 .vector = EVENT_NO_VECTOR,
                                 .reg = kind,
                                 .value = word});
}

/* SVR enabled with spurious vector FFh. */
static inline void put_enable(struct trace *t)
{
    put_write(t, LAPIC_SVR, 0x1ff);
}

/* A self-IPI as Bochs records it. */
static inline void put_self_ipi(struct trace *t, unsigned vector)
{
    put_write(t, LAPIC_ICR_LOW, 0x44000u | vector);
    put_vector(t, EV_ACCEPT, vector);
}

static inline void put_delivery(struct trace *t, unsigned vector)
{
    put_vector(t, EV_DELIVER, vector);
    put(t, (struct event){.kind = EV_INTERRUPT,
                          .vector = (uint16_t)vector,
                          .reg = INTERRUPT_EXTERNAL});
}

static inline void put_eoi(struct trace *t, unsigned vector)
{
    put_write(t, LAPIC_EOI, 0);
    put_vector(t, EV_EOI, vector);
}

#endif

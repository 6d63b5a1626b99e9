/*
 * kernel/core/mark.c - writing marks to unclaimed ports.  Contract:
 * kernel/mark.h; the encoding: model/mark.h.
 *
 * Each CPU's value and caller have ports of their own, so that two CPUs that
 * mark at the same time cannot take each other's.
 */
#include "kernel/io.h"
#include "kernel/mark.h"
#include "kernel/smp.h"

static unsigned current_step;

void mark_set_step(unsigned step)
{
    current_step = step;
}

void mark(enum mark_kind kind, unsigned argument)
{
    uint64_t word = field_put(0, MARK_KIND, kind);

    word = field_put(word, MARK_CPU, cpu_number());
    word = field_put(word, MARK_STEP, current_step);
    word = field_put(word, MARK_ARG, argument);
    io_out32(MARK_PORT, (uint32_t)word);
}

void mark_value(enum mark_kind kind, unsigned argument, uint32_t value)
{
    io_out32((uint16_t)(MARK_DATA + 4 * cpu_number()), value);
    mark(kind, argument);
}

void mark_from(const void *address)
{
    io_out32((uint16_t)(MARK_FROM + 4 * cpu_number()),
             (uint32_t)(uintptr_t)address);
}

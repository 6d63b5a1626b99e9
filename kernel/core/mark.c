/*
 * kernel/core/mark.c - writing marks to unclaimed ports.  Contract:
 * kernel/mark.h; the encoding: model/mark.h.
 *
 * Only the boot CPU makes marks so far, so the CPU field is 0.
 */
#include "kernel/io.h"
#include "kernel/mark.h"

static unsigned current_step;

void mark_set_step(unsigned step)
{
    current_step = step;
}

void mark(enum mark_kind kind, unsigned argument)
{
    uint64_t word = field_put(0, MARK_KIND, kind);

    word = field_put(word, MARK_STEP, current_step);
    word = field_put(word, MARK_ARG, argument);
    io_out32(MARK_PORT, (uint32_t)word);
}

void mark_value(enum mark_kind kind, unsigned argument, uint32_t value)
{
    io_out32(MARK_DATA, value);
    mark(kind, argument);
}

void mark_from(const void *address)
{
    io_out32(MARK_FROM, (uint32_t)(uintptr_t)address);
}

/*
 * model/src/ioapic_check.c - what is true of an I/O APIC after every step.
 * Tests call it after each operation.  Contract: model/ioapic.h.
 *
 *   1 pins are 1..240, the index and ID fit their registers
 *   2 no entry has a bit that software cannot write, but for Remote IRR
 *   3 Remote IRR only in a level entry, an edge waits only in an edge entry
 *   4 beyond the last pin there is nothing
 */
#include <stddef.h>

#include "ioapic_parts.h"

#define INDEX_LIMIT 0x200u
#define ID_LIMIT    16u

static bool has_odd_number(const struct ioapic *io)
{
    return io->pins == 0 || io->pins > IOAPIC_PINS_MAX ||
           io->regsel >= INDEX_LIMIT || io->id >= ID_LIMIT;
}

static const char *check_pin(const struct ioapic *io, unsigned pin)
{
    uint64_t rte = io->rte[pin];
    bool level = ioapic_is_level(rte);

    if (rte & ~(ioapic_rte_writable(io) | IOAPIC_RTE_REMOTE_IRR))
        return "ioapic: entry: reserved bit is set";
    if ((rte & IOAPIC_RTE_REMOTE_IRR) && !level)
        return "ioapic: entry: Remote IRR in an edge entry";
    if (io->edge_irr[pin] && level)
        return "ioapic: pin: an edge waits in a level entry";
    return NULL;
}

static bool is_untouched(const struct ioapic *io, unsigned pin)
{
    return io->rte[pin] == 0 && !io->high[pin] && !io->edge_irr[pin];
}

const char *ioapic_check(const struct ioapic *io)
{
    const char *broken = NULL;

    if (has_odd_number(io))
        return "ioapic: number of pins, index or ID is out of range";
    for (unsigned pin = 0; pin < io->pins && !broken; pin++)
        broken = check_pin(io, pin);
    for (unsigned pin = io->pins; pin < IOAPIC_PINS_MAX && !broken; pin++)
        if (!is_untouched(io, pin))
            broken = "ioapic: there is something beyond the last pin";
    return broken;
}

/*
 * model/src/ioapic_parts.h - what the source files of the I/O APIC's model
 * share among themselves.  Nobody else includes it; the interface, with the
 * public contracts, is model/ioapic.h.
 */
#ifndef IOAPIC_PARTS_H
#define IOAPIC_PARTS_H

#include "model/ioapic.h"

/* Is the request of an entry level-sensed?  Trigger mode counts for fixed and
 * lowest priority alone: the others are edges whatever it says.
 * [SDM3 10.11.2 "Message Data Register Format"] */
static inline bool ioapic_is_level(uint64_t rte)
{
    return (rte & IOAPIC_RTE_LEVEL) != 0 &&
           field_get(rte, IOAPIC_RTE_DELIVERY_MODE) <= LAPIC_DELIVERY_LOWEST;
}

/* Bits of an entry that software writes. */
uint64_t ioapic_rte_writable(const struct ioapic *io);

#endif

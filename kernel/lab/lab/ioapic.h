/*
 * lab/ioapic.h - lab 03: what your ioapic.c provides, and the walker of the
 * MADT, which is given.
 *
 * The contract of each function stands above it in labs/03-ioapic/ioapic.c;
 * registers and entries are in hw/ioapic_regs.h, the MADT's in hw/acpi_regs.h.
 * Called by the kernel's scenario, on the CPU that is meant.
 */
#ifndef LAB_IOAPIC_H
#define LAB_IOAPIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "hw/acpi_regs.h"

/* Entry after `entry` (NULL: the first), or NULL at the end of the table.  See
 * its `type` before you cast it: struct acpi_madt_ioapic, _override... */
static inline const struct acpi_madt_entry *
madt_next(const struct acpi_madt *madt, const struct acpi_madt_entry *entry)
{
    const uint8_t *next = (const uint8_t *)(madt + 1);
    const uint8_t *end = (const uint8_t *)madt + madt->header.length;

    if (entry != NULL)
        next = (const uint8_t *)entry + entry->length;
    if (end - next < 2 || next[1] < 2 || next[1] > end - next)
        return NULL;
    return (const struct acpi_madt_entry *)next;
}

enum ioapic_trigger { IOAPIC_EDGE, IOAPIC_LEVEL };
enum ioapic_polarity { IOAPIC_ACTIVE_HIGH, IOAPIC_ACTIVE_LOW };

void ioapic_find(const struct acpi_madt *madt);
uint32_t gsi_for_isa(unsigned irq);

/* Called by your own code alone. */
unsigned ioapic_locate(uint32_t gsi, unsigned *pin);

void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity);

/* What a device's owner does when its interrupt arrives. */
typedef void ioapic_body(uint32_t gsi);
void ioapic_interrupt(uint32_t gsi, ioapic_body *body);

void ioapic_mask(uint32_t gsi);
void ioapic_unmask(uint32_t gsi);
bool ioapic_remote_irr(uint32_t gsi);

void ioapic_bring_up(void);

#endif

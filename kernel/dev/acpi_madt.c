/*
 * kernel/dev/acpi_madt.c - what a MADT says about interrupts, believed only
 * when a machine could be so.  Contract: kernel/acpi.h; each refusal and what
 * follows from it: docs/ACPI.md.
 *
 * Two walks over the entries: CPUs and I/O APICs first, because an override
 * may stand before the I/O APIC that its GSI belongs to.
 */
#include <stddef.h>
#include "kernel/acpi.h"

#define PAGE_MASK      UINT64_C(0xfff)
#define IOAPIC_MASK    0x3ffu /* a page, or a quarter of one */
/* [IOAPIC 3.2.2 "IOAPICVER--IOAPIC Version Register"] */
#define PINS_MAX       240u
#define BROADCAST      0xffu /* as an APIC ID of 8 bits */
#define BROADCAST_LONG 0xffffffffu

typedef enum acpi_err take_entry(const struct acpi_madt_entry *entry,
                                 struct acpi_interrupts *found);

/* The least length of an entry of this type; of unknown ones, its header. */
static unsigned least_length(unsigned type)
{
    switch (type) {
    case ACPI_MADT_LAPIC:
        return sizeof(struct acpi_madt_lapic);
    case ACPI_MADT_IOAPIC:
        return sizeof(struct acpi_madt_ioapic);
    case ACPI_MADT_OVERRIDE:
        return sizeof(struct acpi_madt_override);
    case ACPI_MADT_LAPIC_ADDRESS:
        return sizeof(struct acpi_madt_lapic_address);
    case ACPI_MADT_X2APIC:
        return sizeof(struct acpi_madt_x2apic);
    default:
        return sizeof(struct acpi_madt_entry);
    }
}

static enum acpi_err walk(const struct acpi_header *table, take_entry *take,
                          struct acpi_interrupts *found)
{
    const uint8_t *p = (const uint8_t *)table + sizeof(struct acpi_madt);
    const uint8_t *end = (const uint8_t *)table + table->length;

    while (p < end) {
        const struct acpi_madt_entry *entry = (const void *)p;
        enum acpi_err err;

        if (end - p < (ptrdiff_t)sizeof *entry ||
            entry->length < least_length(entry->type) ||
            entry->length > end - p)
            return ACPI_SHORT_ENTRY;
        err = take(entry, found);
        if (err != ACPI_OK)
            return err;
        p += entry->length;
    }
    return ACPI_OK;
}

/* ---- first walk: CPUs and I/O APICs ---- */

static enum acpi_err take_cpu(struct acpi_interrupts *found, uint32_t id,
                              uint32_t broadcast, uint32_t flags)
{
    if (!(flags & ACPI_LAPIC_ENABLED))
        return ACPI_OK;
    if (id == broadcast)
        return ACPI_BROADCAST;
    for (unsigned i = 0; i < found->cpus; i++)
        if (found->apic_id[i] == id)
            return ACPI_TWICE;
    if (found->cpus == ACPI_CPUS_MAX)
        return ACPI_TOO_MANY;
    found->apic_id[found->cpus++] = id;
    return ACPI_OK;
}

static enum acpi_err take_ioapic(struct acpi_interrupts *found,
                                 const struct acpi_madt_ioapic *ioapic)
{
    if (ioapic->address == 0 || (ioapic->address & IOAPIC_MASK) != 0)
        return ACPI_BAD_DEVICE;
    for (unsigned i = 0; i < found->ioapics; i++)
        if (found->ioapic_address[i] == ioapic->address ||
            found->gsi_base[i] == ioapic->gsi_base)
            return ACPI_TWICE;
    if (found->ioapics == ACPI_IOAPICS_MAX)
        return ACPI_TOO_MANY;
    found->ioapic_address[found->ioapics] = ioapic->address;
    found->gsi_base[found->ioapics++] = ioapic->gsi_base;
    return ACPI_OK;
}

static enum acpi_err take_controller(const struct acpi_madt_entry *entry,
                                     struct acpi_interrupts *found)
{
    const struct acpi_madt_lapic *lapic = (const void *)entry;
    const struct acpi_madt_x2apic *x2apic = (const void *)entry;
    const struct acpi_madt_lapic_address *moved = (const void *)entry;

    switch (entry->type) {
    case ACPI_MADT_LAPIC:
        return take_cpu(found, lapic->apic_id, BROADCAST, lapic->flags);
    case ACPI_MADT_X2APIC:
        return take_cpu(found, x2apic->x2apic_id, BROADCAST_LONG,
                        x2apic->flags);
    case ACPI_MADT_IOAPIC:
        return take_ioapic(found, (const void *)entry);
    case ACPI_MADT_LAPIC_ADDRESS:
        found->lapic_address = moved->address;
        return ACPI_OK;
    default:
        return ACPI_OK;
    }
}

static enum acpi_err judge_controllers(const struct acpi_interrupts *found)
{
    if (found->cpus == 0)
        return ACPI_NO_CPU;
    if (found->ioapics == 0)
        return ACPI_NO_IOAPIC;
    if (found->lapic_address == 0 || (found->lapic_address & PAGE_MASK) != 0)
        return ACPI_BAD_DEVICE;
    return ACPI_OK;
}

/* ---- second walk: overrides ---- */

static bool has_pin(const struct acpi_interrupts *found, uint32_t gsi)
{
    for (unsigned i = 0; i < found->ioapics; i++)
        if (gsi >= found->gsi_base[i] && gsi - found->gsi_base[i] < PINS_MAX)
            return true;
    return false;
}

static bool is_sound(const struct acpi_madt_override *o)
{
    return o->bus == 0 && o->source < ACPI_ISA_IRQS &&
           field_get(o->flags, ACPI_OVERRIDE_POLARITY) !=
               ACPI_OVERRIDE_NO_CODE &&
           field_get(o->flags, ACPI_OVERRIDE_TRIGGER) !=
               ACPI_OVERRIDE_NO_CODE &&
           (o->flags & ACPI_OVERRIDE_RSVD) == 0;
}

static enum acpi_err take_override(const struct acpi_madt_entry *entry,
                                   struct acpi_interrupts *found)
{
    const struct acpi_madt_override *o = (const void *)entry;

    if (entry->type != ACPI_MADT_OVERRIDE)
        return ACPI_OK;
    if (!is_sound(o))
        return ACPI_BAD_OVERRIDE;
    if (!has_pin(found, o->gsi))
        return ACPI_OVERRIDE_RANGE;
    if (found->overridden & BIT(o->source))
        return ACPI_TWICE;
    found->overridden |= (uint16_t)BIT(o->source);
    found->gsi[o->source] = o->gsi;
    found->overrides++;
    return ACPI_OK;
}

enum acpi_err acpi_read_madt(const struct acpi_header *table,
                             struct acpi_interrupts *found)
{
    const struct acpi_madt *madt = (const void *)table;
    enum acpi_err err;

    *found = (struct acpi_interrupts){0};
    if (table->length < sizeof *madt)
        return ACPI_BAD_LENGTH;
    found->lapic_address = madt->lapic_address;
    found->has_8259 = (madt->flags & ACPI_MADT_PCAT_COMPAT) != 0;
    err = walk(table, take_controller, found);
    if (err == ACPI_OK)
        err = judge_controllers(found);
    if (err == ACPI_OK)
        err = walk(table, take_override, found);
    return err;
}

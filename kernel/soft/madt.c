/*
 * kernel/soft/madt.c - firmware's MADT with the soft I/O APIC in it.
 *
 * Lab code reads this copy, which is the same to it whether the boot ROM's
 * table lists the soft one already or a BIOS's knows nothing of it.
 * Contract: kernel/soft.h; parts: soft_parts.h.
 */
#include <stddef.h>
#include "hw/ioapic_regs.h"
#include "hw/lapic_regs.h"
#include "kernel/ioapic.h"
#include "kernel/mmio.h"
#include "kernel/soft.h"
#include "soft_parts.h"

#define ROOM      2048u
#define TIMER_GSI 2u /* where IRQ 0 ends on a PC */

static struct {
    _Alignas(8) uint8_t bytes[ROOM];
    uint32_t length;
} copy;

static void append(const void *entry, uint32_t length)
{
    const uint8_t *from = entry;

    if (length > ROOM - copy.length)
        return;
    for (uint32_t i = 0; i < length; i++)
        copy.bytes[copy.length++] = from[i];
}

/* Length and checksum are true again. */
static void seal(void)
{
    struct acpi_header *header = (void *)copy.bytes;
    uint8_t sum = 0;

    header->length = copy.length;
    header->checksum = 0;
    for (uint32_t i = 0; i < copy.length; i++)
        sum = (uint8_t)(sum + copy.bytes[i]);
    header->checksum = (uint8_t)-sum;
}

static void append_ioapic(uint8_t id, uint64_t base, uint32_t gsi)
{
    const struct acpi_madt_ioapic entry = {
        .entry = {ACPI_MADT_IOAPIC, sizeof entry},
        .ioapic_id = id,
        .address = (uint32_t)base,
        .gsi_base = gsi,
    };

    append(&entry, sizeof entry);
}

/* No table: one CPU, one I/O APIC, the timer's override. */
static void make_usual(void)
{
    const struct acpi_madt head = {
        .header = {.signature = {'A', 'P', 'I', 'C'}, .revision = 1},
        .lapic_address = LAPIC_DEFAULT_BASE,
        .flags = (uint32_t)ACPI_MADT_PCAT_COMPAT,
    };
    const struct acpi_madt_lapic cpu = {
        .entry = {ACPI_MADT_LAPIC, sizeof cpu},
        .flags = (uint32_t)ACPI_LAPIC_ENABLED,
    };
    const struct acpi_madt_override timer = {
        .entry = {ACPI_MADT_OVERRIDE, sizeof timer},
        .gsi = TIMER_GSI,
    };

    append(&head, sizeof head);
    append(&cpu, sizeof cpu);
    append_ioapic(0, IOAPIC_DEFAULT_BASE, 0);
    append(&timer, sizeof timer);
}

/* The entry behind `entry` (NULL: the first), or NULL. */
static const struct acpi_madt_entry *next(const struct acpi_madt_entry *entry)
{
    const uint8_t *p = copy.bytes + sizeof(struct acpi_madt);
    const uint8_t *end = copy.bytes + copy.length;

    if (entry != NULL)
        p = (const uint8_t *)entry + entry->length;
    entry = (const void *)p;
    if (end - p < (ptrdiff_t)sizeof *entry || entry->length > end - p ||
        entry->length < sizeof *entry)
        return NULL;
    return entry;
}

/* The I/O APIC that has GSI `gsi` as its first, or that stands at `base`. */
static const struct acpi_madt_ioapic *find(uint32_t gsi, uint64_t base)
{
    const struct acpi_madt_entry *e = NULL;

    while ((e = next(e)) != NULL) {
        const struct acpi_madt_ioapic *ioapic = (const void *)e;

        if (e->type == ACPI_MADT_IOAPIC && e->length >= sizeof *ioapic &&
            (ioapic->gsi_base == gsi || ioapic->address == base))
            return ioapic;
    }
    return NULL;
}

bool soft_cpu_is_there(uint32_t apic_id)
{
    const struct acpi_madt_entry *e = NULL;

    while ((e = next(e)) != NULL) {
        const struct acpi_madt_lapic *cpu = (const void *)e;

        if (e->type == ACPI_MADT_LAPIC && e->length >= sizeof *cpu &&
            (cpu->flags & ACPI_LAPIC_ENABLED) && cpu->apic_id == apic_id)
            return true;
    }
    return false;
}

/* Parts before version 20h have no IOAPIC_EOI; the one whose Remote IRR is
 * never set (docs/EMULATORS.md) is among them. */
static bool is_whole(const struct acpi_madt_ioapic *ioapic)
{
    if (ioapic == NULL || ioapic->address < DEVICE_FIRST ||
        ioapic->address > DEVICE_LAST)
        return true;
    return field_get(ioapic_version(ioapic->address), IOAPIC_VER_VERSION) >=
           IOAPIC_VERSION_EOI;
}

void soft_begin(const struct acpi_header *madt)
{
    const struct acpi_madt_ioapic *second;

    copy.length = 0;
    if (madt != NULL && madt->length <= ROOM - sizeof *second)
        append(madt, madt->length);
    else
        make_usual();
    if (!is_whole(find(0, IOAPIC_DEFAULT_BASE))) {
        second = find(SOFT_IOAPIC_GSI, SOFT_IOAPIC_BASE);
        if (second == NULL)
            append_ioapic(UINT8_MAX, SOFT_IOAPIC_BASE, SOFT_IOAPIC_GSI);
        soft_ioapic_switch(second == NULL ||
                           second->address == SOFT_IOAPIC_BASE);
    }
    seal();
}

const struct acpi_madt *soft_madt(void)
{
    return (const void *)copy.bytes;
}

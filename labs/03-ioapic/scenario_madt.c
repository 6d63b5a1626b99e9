/*
 * labs/03-ioapic/scenario_madt.c - the MADT that a step gives the student.
 *
 * The machine's own I/O APICs in either order, an entry of an unknown type and
 * the step's overrides.  Contract: parts.h.
 */
#include "hw/ioapic_regs.h"
#include "kernel/soft.h"
#include "lab/ioapic.h"
#include "parts.h"

static struct {
    _Alignas(8) uint8_t bytes[512];
    uint32_t length;
} table;

static void append(const void *from, uint32_t length)
{
    if (length > sizeof table.bytes - table.length)
        return;
    __builtin_memcpy(table.bytes + table.length, from, length);
    table.length += length;
}

static void append_override(unsigned bus, unsigned irq, uint32_t gsi)
{
    const struct acpi_madt_override o = {
        .entry = {ACPI_MADT_OVERRIDE, sizeof o},
        .bus = (uint8_t)bus,
        .source = (uint8_t)irq,
        .gsi = gsi,
    };

    append(&o, sizeof o);
}

/* An entry of a type that nobody knows, and of odd length. */
static void append_unknown(void)
{
    static const uint8_t unknown[] = {0x7f, 7, 0, 2, 9, 9, 1};

    append(unknown, sizeof unknown);
}

static void append_ioapics(bool soft)
{
    const struct acpi_madt_entry *e = NULL;

    while ((e = madt_next(soft_madt(), e)) != NULL) {
        const struct acpi_madt_ioapic *chip = (const void *)e;

        if (e->type == ACPI_MADT_IOAPIC &&
            (chip->address == SOFT_IOAPIC_BASE) == soft)
            append(e, e->length);
    }
}

static bool has_overrides(const struct step *step)
{
    return step->kind == STEP_ISA || step->kind == STEP_WIRED;
}

const struct acpi_madt *step_madt(const struct step *step, bool reverse)
{
    struct acpi_madt *madt = (void *)table.bytes;

    table.length = 0;
    append(soft_madt(), sizeof *madt);
    append_unknown();
    append_ioapics(reverse);
    append_override(0, 0, GSI_TIMER);
    if (has_overrides(step)) {
        append_override(1, step->n[1], step->n[2]);
        for (unsigned i = 0; i < OVERRIDES; i++)
            append_override(0, step->v[i], step->v[i + OVERRIDES]);
    }
    append_ioapics(!reverse);
    madt->header.length = table.length;
    return madt;
}

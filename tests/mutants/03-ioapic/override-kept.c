/* expect: find-stale
 * kind: state
 * Fills the table of IRQs once, at the first call. */
static bool filled;

void ioapic_find(const struct acpi_madt *madt)
{
    const struct acpi_madt_entry *e = NULL;

    machine.chips = 0;
    for (uint32_t irq = 0; irq < ISA_IRQS && !filled; irq++)
        machine.isa_gsi[irq] = irq;
    filled = true;
    while ((e = madt_next(madt, e)) != NULL) {
        const struct acpi_madt_ioapic *chip = (const void *)e;
        const struct acpi_madt_override *o = (const void *)e;

        if (e->type == ACPI_MADT_IOAPIC && machine.chips < CHIPS) {
            machine.base[machine.chips] = chip->address;
            machine.first_gsi[machine.chips++] = chip->gsi_base;
        }
        if (e->type == ACPI_MADT_OVERRIDE && o->bus == 0 &&
            o->source < ISA_IRQS)
            machine.isa_gsi[o->source] = o->gsi;
    }
}

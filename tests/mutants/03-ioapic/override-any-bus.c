/* expect: override-bus
 * kind: omission
 * Takes every override, of whatever bus. */
void ioapic_find(const struct acpi_madt *madt)
{
    const struct acpi_madt_entry *e = NULL;

    machine.chips = 0;
    for (uint32_t irq = 0; irq < ISA_IRQS; irq++)
        machine.isa_gsi[irq] = irq;
    while ((e = madt_next(madt, e)) != NULL) {
        const struct acpi_madt_ioapic *chip = (const void *)e;
        const struct acpi_madt_override *o = (const void *)e;

        if (e->type == ACPI_MADT_IOAPIC && machine.chips < CHIPS) {
            machine.base[machine.chips] = chip->address;
            machine.first_gsi[machine.chips++] = chip->gsi_base;
        }
        if (e->type == ACPI_MADT_OVERRIDE && o->source < ISA_IRQS)
            machine.isa_gsi[o->source] = o->gsi;
    }
}

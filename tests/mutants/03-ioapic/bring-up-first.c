/* expect: bring-up-chip
 * kind: omission
 * Masks the entries of one I/O APIC. */
void ioapic_bring_up(void)
{
    unsigned chip = machine.first_gsi[0] == 0 ? 0 : 1;
    uint32_t version = reg_read(chip, IOAPIC_VER);
    unsigned last = (unsigned)field_get(version, IOAPIC_VER_LAST);

    for (unsigned pin = 0; pin <= last; pin++)
        reg_write(chip, ioapic_rte_low(pin), (uint32_t)IOAPIC_RTE_MASKED);
}

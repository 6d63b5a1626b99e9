/* expect: bring-up-last
 * kind: boundary
 * Takes the number of the last entry for their count. */
void ioapic_bring_up(void)
{
    for (unsigned chip = 0; chip < machine.chips; chip++) {
        uint32_t version = reg_read(chip, IOAPIC_VER);
        unsigned last = (unsigned)field_get(version, IOAPIC_VER_LAST);

        for (unsigned pin = 0; pin < last; pin++)
            reg_write(chip, ioapic_rte_low(pin), (uint32_t)IOAPIC_RTE_MASKED);
    }
}

/* expect: dest-not-shifted
 * kind: layout
 * Writes the APIC ID into the low bits of the high half. */
void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    uint64_t entry = vector;
    unsigned pin, chip = ioapic_locate(gsi, &pin);

    if (trigger == IOAPIC_LEVEL)
        entry |= IOAPIC_RTE_LEVEL;
    if (polarity == IOAPIC_ACTIVE_LOW)
        entry |= IOAPIC_RTE_ACTIVE_LOW;
    reg_write(chip, ioapic_rte_low(pin), (uint32_t)IOAPIC_RTE_MASKED);
    reg_write(chip, ioapic_rte_high(pin), dest);
    reg_write(chip, ioapic_rte_low(pin), (uint32_t)entry);
}

/* expect: index-not-doubled
 * kind: layout
 * Takes an entry for one register. */
void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    uint64_t entry = field_put(vector, IOAPIC_RTE_DEST, dest);
    unsigned pin, chip = ioapic_locate(gsi, &pin);

    if (trigger == IOAPIC_LEVEL)
        entry |= IOAPIC_RTE_LEVEL;
    if (polarity == IOAPIC_ACTIVE_LOW)
        entry |= IOAPIC_RTE_ACTIVE_LOW;
    reg_write(chip, IOAPIC_IOREDTBL + pin, (uint32_t)IOAPIC_RTE_MASKED);
    reg_write(chip, IOAPIC_IOREDTBL + pin + 1, (uint32_t)(entry >> 32));
    reg_write(chip, IOAPIC_IOREDTBL + pin, (uint32_t)entry);
}

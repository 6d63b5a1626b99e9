/* expect: mask-inverted
 * kind: swap
 * Takes the mask bit for an enable bit. */
void ioapic_mask(uint32_t gsi)
{
    unsigned pin, chip = ioapic_locate(gsi, &pin);
    uint32_t low = ioapic_rte_low(pin);

    reg_write(chip, low, reg_read(chip, low) & ~(uint32_t)IOAPIC_RTE_MASKED);
}

void ioapic_unmask(uint32_t gsi)
{
    unsigned pin, chip = ioapic_locate(gsi, &pin);
    uint32_t low = ioapic_rte_low(pin);

    reg_write(chip, low, reg_read(chip, low) | (uint32_t)IOAPIC_RTE_MASKED);
}

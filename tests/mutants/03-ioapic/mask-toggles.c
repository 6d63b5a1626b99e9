/* expect: mask-toggles
 * kind: wrong-idea
 * Believes that masking and unmasking always come by turns. */
void ioapic_mask(uint32_t gsi)
{
    unsigned pin, chip = ioapic_locate(gsi, &pin);
    uint32_t low = ioapic_rte_low(pin);

    reg_write(chip, low, reg_read(chip, low) ^ (uint32_t)IOAPIC_RTE_MASKED);
}

void ioapic_unmask(uint32_t gsi)
{
    ioapic_mask(gsi);
}

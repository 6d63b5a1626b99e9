/* expect: mask-clobbers
 * kind: value
 * Writes the mask bit and nothing else. */
void ioapic_mask(uint32_t gsi)
{
    unsigned pin, chip = ioapic_locate(gsi, &pin);

    reg_write(chip, ioapic_rte_low(pin), (uint32_t)IOAPIC_RTE_MASKED);
}

/* expect: remote-irr-bit
 * kind: layout
 * Takes the delivery status, bit 12, for Remote IRR. */
bool ioapic_remote_irr(uint32_t gsi)
{
    unsigned pin, chip = ioapic_locate(gsi, &pin);

    return (reg_read(chip, ioapic_rte_low(pin)) & IOAPIC_RTE_DELIVERY_STATUS) !=
           0;
}

/* expect: eoi-at-ioapic
 * kind: wrong-idea
 * Believes that an interrupt of the I/O APIC is ended there. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    unsigned pin, chip = ioapic_locate(gsi, &pin);

    body(gsi);
    mmio_write32(machine.base[chip] + IOAPIC_EOI,
                 reg_read(chip, ioapic_rte_low(pin)) & 0xff);
}

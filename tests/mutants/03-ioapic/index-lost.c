/* expect: index-lost
 * kind: wrong-idea
 * Believes that a handler may look at an entry while another CPU sets it. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    unsigned pin, chip = ioapic_locate(gsi, &pin);

    body(gsi);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
    for (unsigned i = 0; i < 8; i++)
        (void)reg_read(chip, ioapic_rte_low(pin));
}

/* expect: body-missing
 * kind: omission
 * Ends the interrupt and forgets the device. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    (void)gsi;
    (void)body;
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
}

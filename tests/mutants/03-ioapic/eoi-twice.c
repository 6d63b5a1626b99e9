/* expect: eoi-twice
 * kind: value
 * Sends one EOI for each of the two APICs. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    body(gsi);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
}

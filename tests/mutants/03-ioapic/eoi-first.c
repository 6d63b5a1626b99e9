/* expect: eoi-early
 * kind: order
 * Ends the interrupt before its device is served. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
    body(gsi);
}

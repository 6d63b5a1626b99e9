/* expect: body-twice
 * kind: wrong-idea
 * Serves a level device a second time, to be sure. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    body(gsi);
    if (ioapic_remote_irr(gsi))
        body(gsi);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
}

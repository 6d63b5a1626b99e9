/* expect: eoi-missing
 * kind: wrong-idea
 * Believes that only level interrupts, from GSI 16 on, need an EOI. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    body(gsi);
    if (gsi >= 16)
        mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
}

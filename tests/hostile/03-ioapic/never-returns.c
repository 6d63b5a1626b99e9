/* expect: log-limit finished tick-limit
 * Keeps the other CPU for ever, whenever it is interrupted. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    body(gsi);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
    while (mmio_read32(LAPIC_DEFAULT_BASE + LAPIC_ID) >> 24 == 1)
        cpu_sti();
}

/* expect: tick-limit log-limit
 * Opens IF and ends the interrupt of a line that nobody lowers. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    (void)gsi;
    (void)body;
    for (;;) {
        mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
        cpu_sti();
    }
}

/* expect: tick-limit log-limit finished
 * Sends the other CPU one interrupt after another. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    body(gsi);
    mmio_write32(0xfee00310, 1u << 24);
    for (unsigned i = 0; i < 2000; i++)
        mmio_write32(0xfee00300, 0x4000u | (32 + i % 200));
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
}

/* expect: finished time-limit reset tick-limit
 * Sends INIT to its own CPU. */
void lapic_self_ipi(uint8_t vector)
{
    (void)vector;
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_ICR_HIGH, 0);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_ICR_LOW, 0x4500);
}

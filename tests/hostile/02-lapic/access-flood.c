/* expect: log-limit
 * Reads one register for ever. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    for (;;)
        (void)mmio_read32(LAPIC_DEFAULT_BASE + LAPIC_PPR);
}

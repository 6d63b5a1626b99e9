/* expect: panic tick-limit
 * Fills the soft I/O APIC's memory, its lock too: the kernel waits for ever. */
void ioapic_mask(uint32_t gsi)
{
    volatile uint8_t *soft = (volatile uint8_t *)AT_soft;

    (void)gsi;
    for (unsigned i = 0; i < 2500; i++)
        soft[i] = 0xff;
}

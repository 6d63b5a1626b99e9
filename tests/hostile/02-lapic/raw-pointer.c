/* expect: panic
 * Reaches the local APIC without the accessor. */
void lapic_enable(uint8_t spurious_vector)
{
    volatile uint32_t *svr = (volatile uint32_t *)(LAPIC_DEFAULT_BASE + 0xf0);

    *svr = 0x100u | spurious_vector;
}

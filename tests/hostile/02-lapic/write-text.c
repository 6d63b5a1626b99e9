/* expect: panic
 * Writes over its own code. */
void lapic_enable(uint8_t spurious_vector)
{
    *(volatile uint8_t *)(uintptr_t)lapic_eoi = spurious_vector;
}

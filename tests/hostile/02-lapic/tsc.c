/* expect: finished
 * Writes the clock. */
void lapic_enable(uint8_t spurious_vector)
{
    msr_write(0x10, spurious_vector);
    msr_write(0x6e0, 1);
}

/* expect: panic finished
 * A word to each of the first MSRs. */
void lapic_enable(uint8_t spurious_vector)
{
    for (uint32_t msr = 0x10; msr < 0x1000; msr++)
        msr_write(msr, spurious_vector);
}

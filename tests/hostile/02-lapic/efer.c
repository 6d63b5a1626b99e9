/* expect: panic finished
 * Tries to leave long mode. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    msr_write(0xc0000080, 0);
}

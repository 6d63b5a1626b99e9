/* expect: tick-limit
 * Does nothing, for ever. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    for (;;)
        __asm__ volatile("");
}

/* expect: tick-limit time-limit
 * Waits politely for what never comes. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    for (;;)
        __asm__ volatile("pause");
}

/* expect: time-limit
 * Sleeps for an interrupt that nobody sends. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    for (;;)
        __asm__ volatile("sti; hlt");
}

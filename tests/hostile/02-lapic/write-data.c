/* expect: panic triple-fault emulator-panic tick-limit dead-halt
 * Zeros the kernel's variables. */
void lapic_enable(uint8_t spurious_vector)
{
    volatile uint8_t *data = (volatile uint8_t *)AT_handlers;

    (void)spurious_vector;
    for (unsigned i = 0; i < 0x2000; i++)
        data[i] = 0;
    __asm__ volatile("ud2");
}

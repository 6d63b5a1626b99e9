/* expect: dead-halt
 * Stops for ever with interrupts off. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    for (;;)
        __asm__ volatile("cli; hlt");
}

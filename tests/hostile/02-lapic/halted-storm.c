/* expect: log-limit dead-halt
 * Halts for ever while the PIT runs at its fastest. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    outb(0x43, 0x36);
    outb(0x40, 2);
    outb(0x40, 0);
    cpu_cli();
    for (;;)
        __asm__ volatile("hlt");
}

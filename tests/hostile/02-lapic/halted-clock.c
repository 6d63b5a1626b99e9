/* expect: tick-limit time-limit log-limit
 * Halts, and each of the real-time clock's 8192 ticks a second wakes it. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    outb(0x70, 10);
    outb(0x71, 0x23);
    outb(0x70, 11);
    outb(0x71, 0x72);
    outb(0xa1, 0xff);
    outb(0x21, 0xff);
    for (;;)
        __asm__ volatile("sti; hlt");
}

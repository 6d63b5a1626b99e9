/* expect: panic finished tick-limit log-limit
 * Lets the 8259A interrupt with vectors that nobody expects. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    outb(0x43, 0x34);
    outb(0x40, 2);
    outb(0x40, 0);
    outb(0x21, 0);
    cpu_sti();
    for (unsigned i = 0; i < 100000; i++)
        __asm__ volatile("nop");
}

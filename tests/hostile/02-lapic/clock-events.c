/* expect: finished
 * Sets the real-time clock again and again: QEMU reports each time. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    for (unsigned i = 0; i < 100; i++) {
        outb(0x70, 0x07);
        outb(0x71, (uint8_t)(1 + i % 28));
    }
}

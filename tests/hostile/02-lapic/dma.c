/* expect: finished tick-limit emulator-panic
 * Programs the floppy's DMA over the kernel. */
void lapic_enable(uint8_t spurious_vector)
{
    static const uint16_t ports[] = {0x0c, 0x04, 0x04, 0x05, 0x05, 0x81, 0x0b};
    static const uint8_t values[] = {0, 0, 0, 0xff, 0xff, 0x10, 0x46};

    (void)spurious_vector;
    for (size_t i = 0; i < sizeof values; i++)
        outb(ports[i], values[i]);
    outb(0x3f2, 0x1c);
    outb(0x0a, 0x02);
    outb(0x3f5, 0x46);
}

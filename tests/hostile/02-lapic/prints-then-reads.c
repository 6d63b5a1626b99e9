/* expect: log-limit tick-limit
 * Prints as much as is free, and then reads on. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    for (unsigned i = 0; i < 12000; i++)
        outb(0xe9, 'x');
    for (;;)
        (void)mmio_read32(0xfee000a0);
}

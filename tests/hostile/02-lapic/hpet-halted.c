/* expect: tick-limit time-limit log-limit
 * Halts while a timer of the chipset fires at each of its ticks. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    mmio_write32(0xfed00010, 0);
    mmio_write32(0xfed00100, 0x4c);
    mmio_write32(0xfed00108, 1);
    mmio_write32(0xfed00108, 1);
    mmio_write32(0xfed00010, 1);
    for (;;)
        __asm__ volatile("sti; hlt");
}

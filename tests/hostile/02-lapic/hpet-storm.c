/* expect: finished tick-limit time-limit log-limit panic
 * The chipset's timer at its fastest, for ever. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    mmio_write32(0xfed00100, 0x4c);
    mmio_write32(0xfed00108, 1);
    mmio_write32(0xfed00010, 1);
    for (;;)
        __asm__ volatile("pause");
}

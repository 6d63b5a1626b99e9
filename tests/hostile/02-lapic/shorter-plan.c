/* expect: finished
 * Cuts the kernel's plan to one step. */
void lapic_enable(uint8_t spurious_vector)
{
    *(volatile uint32_t *)AT_run = 1;
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_SVR, 0x100u | spurious_vector);
}

/* expect: dead-halt
 * Halts in the first boot, hoping that what follows is easier. */
void lapic_enable(uint8_t spurious_vector)
{
    static unsigned calls;

    if (++calls == 2)
        __asm__ volatile("cli; hlt");
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_SVR, 0x100u | spurious_vector);
}

/* expect: modified panic
 * Makes the kernel's text writable and hooks the marks. */
void lapic_enable(uint8_t spurious_vector)
{
    volatile uint64_t *entry = (volatile uint64_t *)AT_tables;
    volatile uint8_t *text = (volatile uint8_t *)AT_mark_from;

    (void)spurious_vector;
    for (unsigned i = 0; i < 9 * 512; i++)
        if ((entry[i] & 1) != 0)
            entry[i] |= 2;
    __asm__ volatile("invlpg %0" : : "m"(*text));
    *text = 0xc3;
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_SVR, 0x100u | spurious_vector);
}

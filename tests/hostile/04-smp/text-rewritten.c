/* expect: modified
 * An AP writes the byte that is there over the kernel's text. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    volatile uint64_t *entry = (volatile uint64_t *)AT_tables;
    volatile uint8_t *text = (volatile uint8_t *)AT_mark_from;
    uint8_t old = *text;

    if (reg_read(LAPIC_ID) != 0) {
        for (unsigned i = 0; i < 9 * 512; i++)
            if ((entry[i] & 1) != 0)
                entry[i] |= 2;
        __asm__ volatile("invlpg %0" : : "m"(*text));
        *text = old;
    }
    body(vector);
    apic_write(LAPIC_EOI, 0);
}

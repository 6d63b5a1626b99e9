/* expect: modified panic dead-halt
 * The same, and halts before anyone can look. */
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    volatile uint64_t *entry = (volatile uint64_t *)AT_tables;
    volatile uint8_t *text = (volatile uint8_t *)AT_mark_from;

    (void)vector;
    (void)body;
    for (unsigned i = 0; i < 9 * 512; i++)
        if ((entry[i] & 1) != 0)
            entry[i] |= 2;
    __asm__ volatile("invlpg %0" : : "m"(*text));
    *text = 0xc3;
    __asm__ volatile("cli; hlt");
}

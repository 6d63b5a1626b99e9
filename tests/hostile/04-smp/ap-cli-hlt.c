/* expect: dead-halt tick-limit
 * Each AP stops with interrupts off. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    while (reg_read(LAPIC_ID) != 0)
        __asm__ volatile("cli; hlt");
    apic_write(LAPIC_EOI, 0);
}

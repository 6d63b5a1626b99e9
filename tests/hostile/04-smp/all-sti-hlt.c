/* expect: tick-limit
 * Every CPU sleeps for ever, IF = 1. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    apic_write(LAPIC_EOI, 0);
    for (;;)
        __asm__ volatile("sti; hlt");
}

/* expect: early-end
 * An AP writes Shutdown to the debugger's port. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    static const char word[] = "Shutdown";
    body(vector);
    apic_write(LAPIC_EOI, 0);
    for (unsigned i = 0; word[i]; i++)
        outb(0x8900, (uint8_t)word[i]);
}

/* expect: finished time-limit tick-limit panic
 * An AP calls the kernel's mark for the end of the step. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    apic_write(LAPIC_EOI, 0);
    if (reg_read(LAPIC_ID) != 0)
        ((void (*)(unsigned, unsigned))AT_mark)(4, 2);
}

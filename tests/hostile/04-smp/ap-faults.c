/* expect: panic
 * An AP reaches through a null pointer. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    if (reg_read(LAPIC_ID) != 0)
        *(volatile uint32_t *)0 = vector;
    body(vector);
    apic_write(LAPIC_EOI, 0);
}

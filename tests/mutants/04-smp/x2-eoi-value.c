/* expect: x2-refused
 * kind: wrong-idea
 * Believes that an EOI names its vector. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    apic_write(LAPIC_EOI, vector);
}

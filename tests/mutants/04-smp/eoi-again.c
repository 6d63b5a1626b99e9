/* expect: eoi-twice
 * kind: wrong-idea
 * Believes that an EOI too many does no harm. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    apic_write(LAPIC_EOI, 0);
    apic_write(LAPIC_EOI, 0);
}

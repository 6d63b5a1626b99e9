/* expect: eoi-early
 * kind: order
 * Ends the interrupt before it has done its work. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    apic_write(LAPIC_EOI, 0);
    body(vector);
}

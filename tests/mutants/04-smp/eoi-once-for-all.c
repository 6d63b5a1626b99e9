/* expect: eoi-missing-here
 * kind: wrong-idea
 * Believes that one EOI ends the same vector on every CPU. */
static uint8_t ended;

void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    if (ended == vector)
        return;
    ended = vector;
    apic_write(LAPIC_EOI, 0);
}

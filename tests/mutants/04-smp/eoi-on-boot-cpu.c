/* expect: eoi-missing-here
 * kind: wrong-idea
 * Believes that the boot CPU's EOI ends it for all. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    if (reg_read(LAPIC_ID) == 0)
        apic_write(LAPIC_EOI, 0);
}

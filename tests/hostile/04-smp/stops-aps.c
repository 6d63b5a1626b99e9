/* expect: log-limit tick-limit
 * Answers for no AP: they spin with IF = 0. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    while (reg_read(LAPIC_ID) != 0)
        ;
    apic_write(LAPIC_EOI, 0);
}

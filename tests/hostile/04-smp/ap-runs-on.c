/* expect: log-limit tick-limit
 * Each AP that is interrupted never comes back, and goes on sending. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    apic_write(LAPIC_EOI, 0);
    if (reg_read(LAPIC_ID) == 0)
        return;
    for (;;)
        ipi_send(0, vector);
}

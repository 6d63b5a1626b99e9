/* expect: finished time-limit tick-limit log-limit panic
 * Each AP that is interrupted sends to everybody for ever. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    while (reg_read(LAPIC_ID) != 0)
        ipi_broadcast(IPI_ALL_OTHERS, vector);
    apic_write(LAPIC_EOI, 0);
}

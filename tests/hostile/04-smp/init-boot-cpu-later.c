/* expect: finished log-limit reset tick-limit
 * The APs send INIT to the boot CPU when they are told to work. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    if (reg_read(LAPIC_ID) != 0)
        command(0, LAPIC_DELIVERY_INIT, 0, 0);
    apic_write(LAPIC_EOI, 0);
}

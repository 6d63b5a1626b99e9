/* expect: tick-limit log-limit finished
 * An AP disables its local APIC for good. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    apic_write(LAPIC_EOI, 0);
    if (reg_read(LAPIC_ID) != 0)
        msr_write(IA32_APIC_BASE, 0xfee00000);
}

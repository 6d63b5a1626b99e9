/* expect: icr-high-late
 * kind: omission
 * Sends with the low half alone. */
void ipi_command(uint32_t dest, uint32_t low)
{
    (void)dest;
    while (reg_read(LAPIC_ICR_LOW) & LAPIC_ICR_DELIVERY_STATUS)
        cpu_pause();
    reg_write(LAPIC_ICR_LOW, low);
}

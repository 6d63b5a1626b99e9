/* expect: icr-dest-shift
 * kind: layout
 * Takes ICR high for the destination itself. */
void ipi_command(uint32_t dest, uint32_t low)
{
    while (reg_read(LAPIC_ICR_LOW) & LAPIC_ICR_DELIVERY_STATUS)
        cpu_pause();
    reg_write(LAPIC_ICR_HIGH, dest);
    reg_write(LAPIC_ICR_LOW, low);
}

/* expect: status-not-read
 * kind: swap
 * Looks for delivery status in the other half. */
void ipi_command(uint32_t dest, uint32_t low)
{
    while (reg_read(LAPIC_ICR_HIGH) & LAPIC_ICR_DELIVERY_STATUS)
        cpu_pause();
    reg_write(LAPIC_ICR_HIGH, (uint32_t)field_put(0, LAPIC_ICR_DEST, dest));
    reg_write(LAPIC_ICR_LOW, low);
}

/* expect: icr-high-late
 * kind: order
 * Writes the command and then says where it goes. */
void ipi_command(uint32_t dest, uint32_t low)
{
    while (reg_read(LAPIC_ICR_LOW) & LAPIC_ICR_DELIVERY_STATUS)
        cpu_pause();
    reg_write(LAPIC_ICR_LOW, low);
    reg_write(LAPIC_ICR_HIGH, (uint32_t)field_put(0, LAPIC_ICR_DEST, dest));
}

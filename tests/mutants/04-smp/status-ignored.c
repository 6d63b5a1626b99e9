/* expect: status-not-read
 * kind: wrong-idea
 * Believes that an IPI has left as soon as it is written. */
void ipi_command(uint32_t dest, uint32_t low)
{
    reg_write(LAPIC_ICR_HIGH, (uint32_t)field_put(0, LAPIC_ICR_DEST, dest));
    reg_write(LAPIC_ICR_LOW, low);
}

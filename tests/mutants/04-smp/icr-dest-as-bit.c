/* expect: icr-dest-field
 * kind: wrong-idea
 * Believes that a physical destination is a set of bits. */
void ipi_command(uint32_t dest, uint32_t low)
{
    while (reg_read(LAPIC_ICR_LOW) & LAPIC_ICR_DELIVERY_STATUS)
        cpu_pause();
    reg_write(LAPIC_ICR_HIGH, UINT32_C(1) << (24 + dest % 8));
    reg_write(LAPIC_ICR_LOW, low);
}

/* expect: delivery-mode
 * kind: value
 * One of the modes. */
void ipi_send(uint32_t dest, uint8_t vector)
{
    command(dest, LAPIC_DELIVERY_LOWEST, LAPIC_ICR_DEST_LOGICAL, vector);
}

/* expect: lowest-mode
 * kind: value
 * To all of them. */
void ipi_send_lowest(uint32_t dest, uint8_t vector)
{
    command(dest, LAPIC_DELIVERY_FIXED, LAPIC_ICR_DEST_LOGICAL, vector);
}

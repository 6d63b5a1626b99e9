/* expect: not-logical
 * kind: omission
 * Bit 11 left out. */
void ipi_send_logical(uint32_t dest, uint8_t vector)
{
    command(dest, LAPIC_DELIVERY_FIXED, 0, vector);
}

/* expect: not-physical
 * kind: swap
 * An APIC ID as logical destination. */
void ipi_send(uint32_t dest, uint8_t vector)
{
    command(dest, LAPIC_DELIVERY_FIXED, LAPIC_ICR_DEST_LOGICAL, vector);
}

/* expect: finished time-limit tick-limit panic
 * Switches to x2APIC mode at once, where xAPIC steps follow. */
void ipi_send(uint32_t dest, uint8_t vector)
{
    x2apic_enable();
    command(dest, LAPIC_DELIVERY_FIXED, 0, vector);
}

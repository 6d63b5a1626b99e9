/* expect: time-limit log-limit
 * Every AP is reset when it should be interrupted. */
void ipi_send(uint32_t dest, uint8_t vector)
{
    if (dest != 0)
        command(dest, LAPIC_DELIVERY_INIT, 0, 0);
    else
        command(dest, LAPIC_DELIVERY_FIXED, 0, vector);
}

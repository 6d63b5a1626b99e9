/* expect: finished time-limit tick-limit log-limit panic triple-fault
 * An NMI for everybody with each interrupt. */
void ipi_send(uint32_t dest, uint8_t vector)
{
    for (uint32_t cpu = 0; cpu < 4; cpu++)
        command(cpu, LAPIC_DELIVERY_NMI, 0, 0);
    command(dest, LAPIC_DELIVERY_FIXED, 0, vector);
}

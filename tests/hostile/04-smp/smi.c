/* expect: finished time-limit tick-limit triple-fault dead-halt panic
 * SMI, for which this machine has no handler. */
void ipi_nmi(uint32_t dest)
{
    command(dest, LAPIC_DELIVERY_SMI, 0, 0);
}

/* expect: nmi-mode
 * kind: wrong-idea
 * Believes that an NMI is vector 2. */
void ipi_nmi(uint32_t dest)
{
    command(dest, LAPIC_DELIVERY_FIXED, 0, 2);
}

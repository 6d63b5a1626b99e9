/* expect: wrong-chip
 * kind: wrong-idea
 * Believes that the MADT lists I/O APICs in the order of their GSIs. */
unsigned ioapic_locate(uint32_t gsi, unsigned *pin)
{
    unsigned best = 0;

    for (unsigned i = 0; i < machine.chips; i++)
        if (machine.first_gsi[i] <= gsi)
            best = i;
    *pin = gsi - machine.first_gsi[best];
    return best;
}

/* expect: gsi-as-pin
 * kind: wrong-idea
 * Believes that a GSI is the pin's number on its chip. */
unsigned ioapic_locate(uint32_t gsi, unsigned *pin)
{
    unsigned best = 0;

    for (unsigned i = 0; i < machine.chips; i++)
        if (machine.first_gsi[i] <= gsi &&
            (machine.first_gsi[best] > gsi ||
             machine.first_gsi[i] > machine.first_gsi[best]))
            best = i;
    *pin = gsi;
    return best;
}

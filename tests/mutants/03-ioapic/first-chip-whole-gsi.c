/* expect: wrong-chip
 * kind: wrong-idea
 * Believes that all GSIs are pins of the first I/O APIC. */
unsigned ioapic_locate(uint32_t gsi, unsigned *pin)
{
    *pin = gsi;
    return 0;
}

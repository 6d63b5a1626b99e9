/* expect: wrong-chip
 * kind: wrong-idea
 * Believes that every I/O APIC has 24 pins and the MADT lists them in order. */
unsigned ioapic_locate(uint32_t gsi, unsigned *pin)
{
    *pin = gsi % 24;
    return gsi / 24;
}

/* expect: wrong-chip
 * kind: wrong-idea
 * Believes that a PC has one I/O APIC, and wraps the GSI to its pins. */
unsigned ioapic_locate(uint32_t gsi, unsigned *pin)
{
    unsigned chip = machine.first_gsi[0] == 0 ? 0 : 1;

    *pin = gsi % 24;
    return chip;
}

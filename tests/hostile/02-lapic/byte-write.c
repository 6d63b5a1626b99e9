/* expect: emulator-panic
 * A one-byte write to a local APIC register. */
void lapic_enable(uint8_t spurious_vector)
{
    *(volatile uint8_t *)0x40fee000f1 = spurious_vector;
}

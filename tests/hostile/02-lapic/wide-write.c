/* expect: emulator-panic
 * An eight-byte write to a local APIC register. */
void lapic_enable(uint8_t spurious_vector)
{
    *(volatile uint64_t *)0x40fee000f0 = 0x100u | spurious_vector;
}

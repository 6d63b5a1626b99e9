/* expect: emulator-panic
 * A one-byte access to the HPET. */
void lapic_enable(uint8_t spurious_vector)
{
    *(volatile uint8_t *)0x40fed00010 = spurious_vector;
}

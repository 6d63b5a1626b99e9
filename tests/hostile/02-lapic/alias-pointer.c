/* expect: finished
 * Reaches the local APIC behind the accessor's back, at its alias: the record
 * shows the write all the same; then one of 8 bits, which Bochs refuses. */
void lapic_self_ipi(uint8_t vector)
{
    volatile uint32_t *icr = (volatile uint32_t *)0x40fee00300;

    *icr = 0x44000u | (vector ^ 1u);
}

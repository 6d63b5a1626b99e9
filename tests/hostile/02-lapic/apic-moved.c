/* expect: finished tick-limit
 * Moves the local APIC's registers away. */
void lapic_self_ipi(uint8_t vector)
{
    (void)vector;
    msr_write(0x1b, 0xfed80900);
}

/* expect: finished panic tick-limit
 * Switches the local APIC off for good. */
void lapic_self_ipi(uint8_t vector)
{
    (void)vector;
    msr_write(0x1b, 0xfee00100);
}

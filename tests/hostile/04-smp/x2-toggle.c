/* expect: log-limit tick-limit
 * Switches the local APIC off and to x2APIC mode for ever. */
void x2apic_enable(void)
{
    for (;;) {
        msr_write(IA32_APIC_BASE, 0xfee00000);
        msr_write(IA32_APIC_BASE, 0xfee00800);
        msr_write(IA32_APIC_BASE, 0xfee00c00);
    }
}

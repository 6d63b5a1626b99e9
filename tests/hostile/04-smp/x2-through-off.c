/* expect: log-limit tick-limit finished panic
 * Turns the local APIC off on the way, and then waits for its ICR, which reads
 * as all ones. */
void x2apic_enable(void)
{
    uint64_t b = msr_read(IA32_APIC_BASE);
    msr_write(IA32_APIC_BASE, b & ~(uint64_t)IA32_APIC_BASE_EN);
    msr_write(IA32_APIC_BASE, b | IA32_APIC_BASE_EN);
    msr_write(IA32_APIC_BASE, b | IA32_APIC_BASE_EN | IA32_APIC_BASE_EXTD);
}

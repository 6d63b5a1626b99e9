/* expect: x2-refused
 * kind: wrong-idea
 * Believes that ICR has two halves in x2APIC mode too. */
void x2apic_command(uint32_t dest, uint32_t low)
{
    msr_write(x2apic_msr(LAPIC_ICR_HIGH), dest);
    msr_write(x2apic_msr(LAPIC_ICR_LOW), low);
}

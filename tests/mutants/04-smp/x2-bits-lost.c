/* expect: x2-bits-lost
 * kind: wrong-idea
 * Believes that EXTD alone is x2APIC mode. */
void x2apic_enable(void)
{
    msr_write(IA32_APIC_BASE, LAPIC_DEFAULT_BASE | IA32_APIC_BASE_EXTD);
}

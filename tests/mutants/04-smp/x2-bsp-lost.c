/* expect: x2-bits-lost
 * kind: value
 * Writes what the APs have, on the boot CPU too. */
void x2apic_enable(void)
{
    msr_write(IA32_APIC_BASE,
              LAPIC_DEFAULT_BASE | IA32_APIC_BASE_EN | IA32_APIC_BASE_EXTD);
}

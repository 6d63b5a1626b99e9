/* expect: x2-not-switched
 * kind: omission
 * Reads, sets, and does not write. */
void x2apic_enable(void)
{
    (void)msr_read(IA32_APIC_BASE);
}

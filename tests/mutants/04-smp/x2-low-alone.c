/* expect: x2-dest-missing
 * kind: omission
 * 32 bits of 64. */
void x2apic_command(uint32_t dest, uint32_t low)
{
    (void)dest;
    msr_write(x2apic_msr(LAPIC_ICR_LOW), low);
}

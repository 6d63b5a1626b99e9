/* expect: x2-dest-shift
 * kind: wrong-idea
 * Believes that the destination stands where xAPIC has it. */
void x2apic_command(uint32_t dest, uint32_t low)
{
    msr_write(x2apic_msr(LAPIC_ICR_LOW),
              field_put(low, X2APIC_ICR_DEST, dest << 24));
}

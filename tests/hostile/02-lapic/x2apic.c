/* expect: finished tick-limit
 * Switches to x2APIC mode, where no register is in memory. */
void lapic_self_ipi(uint8_t vector)
{
    msr_write(0x1b, msr_read(0x1b) | 0x400);
    msr_write(0x83f, vector);
}

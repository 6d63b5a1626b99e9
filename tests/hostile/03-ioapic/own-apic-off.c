/* expect: tick-limit finished
 * CPU 1 disables its local APIC. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    body(gsi);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
    if (mmio_read32(0xfee00020) != 0)
        msr_write(0x1b, 0xfee00000);
}

/* expect: finished
 * Switches the soft I/O APIC off, so that it owes nothing. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    void (*is_there)(bool on) = (void (*)(bool))AT_soft_ioapic_switch;

    is_there(false);
    body(gsi);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
}

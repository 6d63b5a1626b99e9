/* expect: not-read
 * kind: state
 * Remembers what the last body was for, and reads nothing. */
static uint32_t in_service = 0xffffffff;

void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    in_service = gsi;
    body(gsi);
    in_service = 0xffffffff;
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
}

bool ioapic_remote_irr(uint32_t gsi)
{
    return in_service == gsi;
}

/* expect: finished
 * Sends each vector by an IPI, and touches no I/O APIC. */
void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    (void)gsi;
    (void)trigger;
    (void)polarity;
    mmio_write32(0xfee00310, (uint32_t)dest << 24);
    mmio_write32(0xfee00300, 0x4000u | vector);
}

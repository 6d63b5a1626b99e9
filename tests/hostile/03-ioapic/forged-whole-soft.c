/* expect: finished
 * Plays the whole soft I/O APIC: marks, sends, and the IPI between them. */
void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    void (*mark)(unsigned kind, unsigned argument, uint32_t value) =
        (void (*)(unsigned, unsigned, uint32_t))AT_mark_value;
    unsigned pin, chip = ioapic_locate(gsi, &pin);
    uint32_t low = vector | (uint32_t)trigger << 15 | (uint32_t)polarity << 13;

    if (gsi >= 24) {
        mark(14, 0x1000, 0x11 + 2 * pin);
        mark(14, 0x1010, (uint32_t)dest << 24);
        mark(14, 0x1000, 0x10 + 2 * pin);
        mark(14, 0x1010, low);
        mark(14, 0x3000 + pin, polarity == IOAPIC_ACTIVE_HIGH);
        mark(14, 0x4000 + pin, 0);
        mmio_write32(0xfee00310, (uint32_t)dest << 24);
        mmio_write32(0xfee00300, 0x4000u | vector);
        mark(14, 0x5000 + pin, 1);
        return;
    }
    reg_write(chip, ioapic_rte_low(pin), 1 << 16);
    reg_write(chip, ioapic_rte_high(pin), (uint32_t)dest << 24);
    reg_write(chip, ioapic_rte_low(pin), low);
}

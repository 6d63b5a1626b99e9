/* expect: finished
 * Forges the soft I/O APIC's marks of a right entry, and writes none. */
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
        return;
    }
    reg_write(chip, ioapic_rte_low(pin), 1 << 16);
    reg_write(chip, ioapic_rte_high(pin), (uint32_t)dest << 24);
    reg_write(chip, ioapic_rte_low(pin), low);
}

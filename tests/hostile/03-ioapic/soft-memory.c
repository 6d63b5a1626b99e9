/* expect: finished
 * Writes the soft I/O APIC's entry in memory, behind its accessor. */
void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    volatile uint64_t *soft = (volatile uint64_t *)AT_soft;
    unsigned pin, chip = ioapic_locate(gsi, &pin);
    uint64_t entry = vector | (uint64_t)trigger << 15 |
                     (uint64_t)polarity << 13 | (uint64_t)dest << 56;

    if (gsi >= 24) {
        soft[2 + pin] = entry;
        return;
    }
    reg_write(chip, ioapic_rte_low(pin), 1 << 16);
    reg_write(chip, ioapic_rte_high(pin), (uint32_t)dest << 24);
    reg_write(chip, ioapic_rte_low(pin), (uint32_t)entry);
}

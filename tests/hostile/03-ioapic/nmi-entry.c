/* expect: finished tick-limit triple-fault kernel-panic panic
 * Routes each line to its CPU as NMI. */
void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    unsigned pin, chip = ioapic_locate(gsi, &pin);

    (void)trigger;
    reg_write(chip, ioapic_rte_low(pin), 1 << 16);
    reg_write(chip, ioapic_rte_high(pin), (uint32_t)dest << 24);
    reg_write(chip, ioapic_rte_low(pin),
              vector | 4u << 8 | (uint32_t)polarity << 13);
}

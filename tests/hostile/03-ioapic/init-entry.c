/* expect: finished tick-limit
 * Routes each line to the other CPU as INIT. */
void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    unsigned pin, chip = ioapic_locate(gsi, &pin);

    (void)trigger;
    (void)dest;
    reg_write(chip, ioapic_rte_low(pin), 1 << 16);
    reg_write(chip, ioapic_rte_high(pin), 1u << 24);
    reg_write(chip, ioapic_rte_low(pin),
              vector | 5u << 8 | (uint32_t)polarity << 13);
}

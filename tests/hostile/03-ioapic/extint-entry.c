/* expect: finished tick-limit emulator-panic
 * Routes each line as ExtINT, with all the bits that are reserved. */
void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    unsigned pin, chip = ioapic_locate(gsi, &pin);

    (void)trigger;
    (void)polarity;
    reg_write(chip, ioapic_rte_high(pin), (uint32_t)dest << 24 | 0xffffffu);
    reg_write(chip, ioapic_rte_low(pin), vector | 0xfffe5700u);
}

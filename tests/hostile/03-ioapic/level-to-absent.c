/* expect: tick-limit log-limit
 * A level line for a CPU that is not there, held. */
void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    unsigned pin, chip = ioapic_locate(gsi, &pin);

    (void)dest;
    reg_write(chip, ioapic_rte_high(pin), 0x0d000000);
    for (;;)
        reg_write(chip, ioapic_rte_low(pin),
                  vector | (uint32_t)trigger << 15 | (uint32_t)polarity << 13);
}

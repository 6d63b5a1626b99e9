/* expect: emulator-panic
 * Indexes beyond the last entry of both. */
void ioapic_bring_up(void)
{
    for (unsigned chip = 0; chip < machine.chips; chip++)
        for (uint32_t i = 0; i < 256; i++)
            reg_write(chip, i, (uint32_t)IOAPIC_RTE_MASKED);
}

/* expect: emulator-panic finished
 * Writes every offset of both I/O APICs' pages, also those that nobody has. */
void ioapic_mask(uint32_t gsi)
{
    unsigned pin, chip = ioapic_locate(gsi, &pin);

    for (unsigned offset = 0; offset < 0x400; offset += 4)
        mmio_write32(machine.base[chip] + offset, 0xffffffff);
}

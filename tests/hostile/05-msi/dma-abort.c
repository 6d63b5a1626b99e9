/* expect: finished tick-limit
 * Copies beyond the end of edu's buffer, for which QEMU gives up. */
void msi_enable(uint16_t function, const struct message *message)
{
    uint64_t region = pci_read32(function, PCI_BAR0) & 0xfffffff0u;

    (void)message;
    pci_write16(function, PCI_COMMAND, 6);
    mmio_write32(region + 0x80, 0x200000);
    mmio_write32(region + 0x88, 0x40f00);
    mmio_write32(region + 0x90, 0x800);
    mmio_write32(region + 0x98, 1);
    for (unsigned i = 0; i < 1000000; i++)
        __asm__ volatile("");
}

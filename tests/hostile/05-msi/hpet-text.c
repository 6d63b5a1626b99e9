/* expect: finished tick-limit
 * Has a timer of the HPET write its message over the kernel's text. */
void pci_claim(uint16_t function)
{
    uint16_t command = pci_read16(function, PCI_COMMAND);

    pci_write16(function, PCI_COMMAND, command | 0x404);
    mmio_write32(0xfed00010, 0);
    mmio_write32(0xfed00114, (uint32_t)AT_panic & ~3u);
    mmio_write32(0xfed00110, 0x90909090);
    mmio_write32(0xfed00100, 0x4004);
    mmio_write32(0xfed00108, mmio_read32(0xfed000f0) + 2000);
    mmio_write32(0xfed00010, 1);
    for (unsigned i = 0; i < 100000; i++)
        __asm__ volatile("");
    mmio_write32(0xfed00100, 0);
}

/* expect: finished tick-limit
 * Has each function's masters write over the kernel's text: edu by a copy, and
 * e1000e by what it notes in a ring of descriptors that lies there. */
static void put(uint64_t at, uint32_t value)
{
    *(volatile uint32_t *)(at + 0x4000000000) = value;
}

void msi_enable(uint16_t function, const struct message *message)
{
    uint64_t region = pci_read32(function, PCI_BAR0) & 0xfffffff0u;

    (void)message;
    pci_write16(function, PCI_COMMAND, 6);
    if (region < 0xfe000000)
        return;
    put(region + 0x80, 0x40000);
    put(region + 0x88, (uint32_t)AT_mark_from);
    put(region + 0x90, 4);
    put(region + 0x98, 3);
    put(region + 0x3800, (uint32_t)AT_mark_from & ~0xfu);
    put(region + 0x3804, 0);
    put(region + 0x3808, 128);
    put(region + 0x3810, 0);
    put(region + 0x400, 2);
    put(region + 0x3818, 4);
    for (unsigned i = 0; i < 3000000; i++)
        __asm__ volatile("");
}

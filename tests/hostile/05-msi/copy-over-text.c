/* expect: finished tick-limit panic
 * Lets the rogue copy over the kernel's text, page 0, a guard page, and what is
 * no memory: nothing of it may be touched. */
static void copy(uint64_t region, uint32_t from, uint32_t to, uint32_t command)
{
    void (*end)(unsigned which) = (void (*)(unsigned))AT_msi_device_copy;

    mmio_write32(region + 0x80, from);
    mmio_write32(region + 0x88, to);
    mmio_write32(region + 0x90, 4096);
    mmio_write32(region + 0x98, command);
    end(2);
}

void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    static const uint32_t places[] = {
        0x100000,   0x101000,  (uint32_t)AT_mark_value & ~0xfffu,
        0,          0xa0000,   (uint32_t)AT_boot_stack_guard,
        0xfffff800, 0x1000000, 0xfee00000,
    };
    uint16_t rogue = ((uint16_t(*)(unsigned))AT_msi_device)(2);
    uint64_t region = pci_read32(rogue, PCI_BAR0) & 0xfffffff0u;

    if (region == 0xfffffff0u)
        return;
    pci_write16(rogue, PCI_COMMAND, 6);
    for (unsigned i = 0; i < sizeof places / sizeof places[0]; i++)
        copy(region, 0x40000, places[i], 3);
    message->address = dest;
    message->data = vector << mode;
}

/* expect: finished
 * Lets the rogue write in place of the scenario, and composes nothing. */
static void copy(uint64_t region, uint32_t from, uint32_t to, uint32_t command)
{
    void (*end)(unsigned which) = (void (*)(unsigned))AT_msi_device_copy;

    mmio_write32(region + 0x80, from);
    mmio_write32(region + 0x88, to);
    mmio_write32(region + 0x90, 4);
    mmio_write32(region + 0x98, command);
    end(2);
}

void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    uint16_t rogue = ((uint16_t(*)(unsigned))AT_msi_device)(2);
    uint64_t region = pci_read32(rogue, PCI_BAR0) & 0xfffffff0u;
    uint32_t data = vector;

    if (region == 0xfffffff0u)
        return;
    pci_write16(rogue, PCI_COMMAND, 6);
    __asm__ volatile("" : : "r"(&data) : "memory");
    copy(region, (uint32_t)(uintptr_t)&data, 0x40000, 1);
    copy(region, 0x40000, 0xfee00000u | (uint32_t)dest << 12, 3);
    message->address = mode;
    message->data = 0;
}

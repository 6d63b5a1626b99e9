/* expect: tick-limit
 * Lets the rogue fetch 4 KiB again and again: a mark for each word. */
void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    void (*end)(unsigned which) = (void (*)(unsigned))AT_msi_device_copy;
    uint16_t rogue = ((uint16_t(*)(unsigned))AT_msi_device)(2);
    uint64_t region = pci_read32(rogue, PCI_BAR0) & 0xfffffff0u;

    if (region == 0xfffffff0u)
        return;
    pci_write16(rogue, PCI_COMMAND, 6);
    mmio_write32(region + 0x88, 0x40000);
    mmio_write32(region + 0x90, 4096);
    for (;;) {
        mmio_write32(region + 0x98, 1);
        end(2);
    }
    message->address = dest;
    message->data = vector << mode;
}

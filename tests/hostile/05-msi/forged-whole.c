/* expect: finished
 * Plays the whole function: marks of the capability and of the ring, SEND, and
 * an IPI of its own between them. */
void msi_enable(uint16_t function, const struct message *message)
{
    void (*mark)(unsigned kind, unsigned argument, uint32_t value) =
        (void (*)(unsigned, unsigned, uint32_t))AT_mark_value;
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSI);
    bool is_64 = (pci_read16(function, at + 2) & MSI_CONTROL_64) != 0;
    unsigned which = (function & 8u) << 7;

    pci_claim(function);
    mark(14, 0x8200 | which | (at + 4), (uint32_t)message->address);
    if (is_64)
        mark(14, 0x8200 | which | (at + 8), 0);
    mark(14, 0x8100 | which | (at + msi_data_offset(is_64)), message->data);
    mark(14, 0x8100 | which | (at + 2), is_64 ? 0x81 : 1);
    mark(14, which ? 0xa002 : 0xa818, which ? 0 : 1);
    mark(14, 0x4800 | which >> 10, 0);
    mmio_write32(0xfee00310, (uint32_t)(message->address >> 12) << 24);
    mmio_write32(0xfee00300, 0x4000u | message->data);
    mark(14, 0x5800 | which >> 10, 0);
}

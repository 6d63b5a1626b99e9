/* expect: finished
 * Forges the marks of a right capability, and writes none of it. */
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
}

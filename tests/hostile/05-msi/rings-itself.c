/* expect: finished
 * Rings in place of the scenario, when nobody asked for it. */
void msi_enable(uint16_t function, const struct message *message)
{
    void (*ring)(unsigned which, unsigned bell) =
        (void (*)(unsigned, unsigned))AT_msi_device_ring;
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSI);
    bool is_64 = (pci_read16(function, at + 2) & MSI_CONTROL_64) != 0;

    pci_claim(function);
    pci_write32(function, at + 4, (uint32_t)message->address);
    pci_write32(function, at + 8, is_64 ? 0 : message->data);
    if (is_64)
        pci_write16(function, at + 12, (uint16_t)message->data);
    pci_write16(function, at + 2, 1);
    ring(function >> 3 & 1, 0);
}

/* expect: layout-64
 * kind: layout
 * Takes every MSI capability for one of 64 bits. */
void msi_enable(uint16_t function, const struct message *message)
{
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSI);
    uint16_t control = pci_read16(function, at + MSI_CONTROL);
    bool is_64 = true;

    control &= (uint16_t) ~(MSI_CONTROL_ENABLE | MSI_CONTROL_ENABLED);
    pci_claim(function);
    pci_write16(function, at + MSI_CONTROL, control);
    pci_write32(function, at + MSI_ADDRESS, (uint32_t)message->address);
    if (is_64)
        pci_write32(function, at + MSI_ADDRESS_HIGH,
                    (uint32_t)(message->address >> 32));
    pci_write16(function, at + msi_data_offset(is_64), (uint16_t)message->data);
    pci_write16(function, at + MSI_CONTROL,
                control | (uint16_t)MSI_CONTROL_ENABLE);
}

/* expect: at-forgotten
 * kind: wrong-idea
 * Counts MSI's registers from the begin of configuration space. */
void msi_enable(uint16_t function, const struct message *message)
{
    uint16_t control = pci_read16(function, MSI_CONTROL);
    bool is_64 = (control & MSI_CONTROL_64) != 0;

    pci_claim(function);
    pci_write32(function, MSI_ADDRESS, (uint32_t)message->address);
    if (is_64)
        pci_write32(function, MSI_ADDRESS_HIGH,
                    (uint32_t)(message->address >> 32));
    pci_write16(function, msi_data_offset(is_64), (uint16_t)message->data);
    pci_write16(function, MSI_CONTROL, control | (uint16_t)MSI_CONTROL_ENABLE);
}

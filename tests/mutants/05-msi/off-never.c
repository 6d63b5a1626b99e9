/* expect: off-never
 * kind: value
 * Sets the enable bit once more where it is to be cleared. */
void msi_disable(uint16_t function)
{
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSI);
    uint16_t control = pci_read16(function, at + MSI_CONTROL);

    pci_write16(function, at + MSI_CONTROL,
                control | (uint16_t)MSI_CONTROL_ENABLE);
}

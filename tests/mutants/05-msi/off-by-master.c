/* expect: off-by-master
 * kind: wrong-idea
 * Believes that MSI is switched off by taking the bus away. */
void msi_disable(uint16_t function)
{
    uint16_t command = pci_read16(function, PCI_COMMAND);

    pci_write16(function, PCI_COMMAND, command & (uint16_t)~PCI_COMMAND_MASTER);
}

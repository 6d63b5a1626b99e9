/* expect: no-master
 * kind: omission
 * Disables the pin and forgets the bus master bit. */
void pci_claim(uint16_t function)
{
    uint16_t command = pci_read16(function, PCI_COMMAND);

    pci_write16(function, PCI_COMMAND,
                command | (uint16_t)PCI_COMMAND_INTX_DISABLE);
}

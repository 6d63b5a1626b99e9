/* expect: pin-left
 * kind: value
 * Takes the bit that disables the pin for one that enables it. */
void pci_claim(uint16_t function)
{
    uint16_t command = pci_read16(function, PCI_COMMAND);

    pci_write16(function, PCI_COMMAND,
                (uint16_t)((command | PCI_COMMAND_MASTER) &
                           ~PCI_COMMAND_INTX_DISABLE));
}

/* expect: command-overwritten
 * kind: state
 * Writes the command register without reading it: decoding is off. */
void pci_claim(uint16_t function)
{

    pci_write16(function, PCI_COMMAND,
                (uint16_t)(PCI_COMMAND_MASTER | PCI_COMMAND_INTX_DISABLE));
}

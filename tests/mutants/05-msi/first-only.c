/* expect: list-not-followed
 * kind: wrong-idea
 * Believes that a function has one capability. */
uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    uint8_t at = pci_read8(function, PCI_CAPABILITY_POINTER) & 0xfcu;

    return pci_read8(function, at + PCI_CAPABILITY_ID) == id ? at : 0;
}

/* expect: place-known
 * kind: wrong-idea
 * Believes that MSI is at 40h and MSI-X at A0h in every function. */
uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    (void)function;
    if (id == PCI_CAPABILITY_MSI)
        return 0x40;
    return id == PCI_CAPABILITY_MSIX ? 0xa0 : 0;
}

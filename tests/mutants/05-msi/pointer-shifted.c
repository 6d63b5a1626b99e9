/* expect: pointer-shifted
 * kind: wrong-idea
 * Takes the pointer by field_get, which moves it down by two bits. */
uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    uint64_t at = pci_read8(function, PCI_CAPABILITY_POINTER);

    for (unsigned i = 0; i < PCI_CAPABILITY_LIMIT; i++) {
        at = field_get(at, PCI_CAPABILITY_OFFSET);
        if (at == 0 ||
            pci_read8(function, (unsigned)at + PCI_CAPABILITY_ID) == id)
            return (uint8_t)at;
        at = pci_read8(function, (unsigned)at + PCI_CAPABILITY_NEXT);
    }
    return 0;
}

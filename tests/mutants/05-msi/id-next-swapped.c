/* expect: id-next-swapped
 * kind: swap
 * Takes byte 0 of an entry for the pointer and byte 1 for the ID. */
uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    uint8_t at = pci_read8(function, PCI_CAPABILITY_POINTER);

    if (!(pci_read16(function, PCI_STATUS) & PCI_STATUS_CAPABILITIES))
        return 0;
    for (unsigned i = 0; i < PCI_CAPABILITY_LIMIT; i++) {
        at &= (uint8_t)PCI_CAPABILITY_OFFSET;
        if (at == 0 || pci_read8(function, at + 1u) == id)
            return at;
        at = pci_read8(function, at + 0u);
    }
    return 0;
}

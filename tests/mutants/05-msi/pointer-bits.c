/* expect: pointer-bits
 * kind: boundary
 * Uses a pointer as it reads, reserved bits and all. */
uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    uint8_t at = pci_read8(function, PCI_CAPABILITY_POINTER);

    if (!(pci_read16(function, PCI_STATUS) & PCI_STATUS_CAPABILITIES))
        return 0;
    for (unsigned i = 0; i < PCI_CAPABILITY_LIMIT; i++) {
        if (at == 0 || pci_read8(function, at + PCI_CAPABILITY_ID) == id)
            return at;
        at = pci_read8(function, at + PCI_CAPABILITY_NEXT);
    }
    return 0;
}

/* expect: id-last
 * kind: boundary
 * Goes through the whole list and keeps what was found, so that the last
 * capability of an ID wins. */
uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    uint8_t at = pci_read8(function, PCI_CAPABILITY_POINTER), found = 0;

    if (!(pci_read16(function, PCI_STATUS) & PCI_STATUS_CAPABILITIES))
        return 0;
    for (unsigned i = 0; i < PCI_CAPABILITY_LIMIT; i++) {
        at &= (uint8_t)PCI_CAPABILITY_OFFSET;
        if (at == 0)
            break;
        if (pci_read8(function, at + PCI_CAPABILITY_ID) == id)
            found = at;
        at = pci_read8(function, at + PCI_CAPABILITY_NEXT);
    }
    return found;
}

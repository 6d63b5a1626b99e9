/* expect: list-endless
 * kind: omission
 * Looks at the first entry for ever. */
uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    unsigned at = pci_read8(function, PCI_CAPABILITY_POINTER);

    at &= (unsigned)PCI_CAPABILITY_OFFSET;
    while (at != 0)
        if (pci_read8(function, at + PCI_CAPABILITY_ID) == id)
            return (uint8_t)at;
    return 0;
}

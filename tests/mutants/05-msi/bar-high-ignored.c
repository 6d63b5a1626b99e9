/* expect: bar-high-ignored
 * kind: omission
 * Takes the low half of a base address for all of it. */
uint64_t msix_map(uint16_t function, unsigned pointer)
{
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSIX);
    uint32_t where = pci_read32(function, at + pointer);
    unsigned bar = PCI_BAR0 + 4 * (unsigned)field_get(where, MSIX_BIR);
    uint32_t low = pci_read32(function, bar);

    return (low & PCI_BAR_MEMORY_ADDRESS) + (where & MSIX_OFFSET);
}

/* expect: bir-in-offset
 * kind: layout
 * Adds the pointer as it is, the number of the region in its low bits. */
uint64_t msix_map(uint16_t function, unsigned pointer)
{
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSIX);
    uint32_t where = pci_read32(function, at + pointer);
    unsigned bar = PCI_BAR0 + 4 * (unsigned)field_get(where, MSIX_BIR);
    uint32_t low = pci_read32(function, bar);
    uint64_t base = low & PCI_BAR_MEMORY_ADDRESS;

    if (field_get(low, PCI_BAR_TYPE) == PCI_BAR_TYPE_64)
        base |= (uint64_t)pci_read32(function, bar + 4) << 32;
    return base + where;
}

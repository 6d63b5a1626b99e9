/* expect: entries-masked
 * kind: wrong-idea
 * Believes that what is enabled is open: entries stay masked. */
void msix_bring_up(uint16_t function, const struct message *messages,
                   unsigned count)
{
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSIX);
    uint64_t table = msix_map(function, MSIX_TABLE);
    uint16_t control = pci_read16(function, at + MSIX_CONTROL);
    unsigned last = (unsigned)field_get(control, MSIX_CONTROL_LAST);

    pci_claim(function);
    control |= (uint16_t)(MSIX_CONTROL_ENABLE | MSIX_CONTROL_MASK);
    pci_write16(function, at + MSIX_CONTROL, control);
    for (unsigned n = 0; n <= last; n++) {
        if (n < count)
            msix_set_entry(table, n, &messages[n]);
        msix_mask(table, n, true);
    }
    pci_write16(function, at + MSIX_CONTROL,
                control & (uint16_t)~MSIX_CONTROL_MASK);
}

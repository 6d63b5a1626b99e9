/* expect: finished tick-limit panic emulator-panic
 * Puts every region of the function onto the local APIC and the I/O APIC. */
uint64_t msix_map(uint16_t function, unsigned pointer)
{
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSIX);

    for (unsigned i = 0; i < PCI_BARS; i++)
        pci_write32(function, PCI_BAR0 + 4 * i,
                    i % 2 ? 0xfee00000u : 0xfec00000u);
    return 0xfee00000u + (pci_read32(function, at + pointer) & 0xff8);
}

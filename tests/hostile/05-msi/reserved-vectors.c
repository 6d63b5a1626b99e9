/* expect: finished tick-limit panic kernel-panic triple-fault
 * Aims every message at CPU 0 with a vector of the CPU's own exceptions. */
void msi_enable(uint16_t function, const struct message *message)
{
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSI);
    bool is_64 = (pci_read16(function, at + 2) & MSI_CONTROL_64) != 0;

    pci_claim(function);
    pci_write32(function, at + 4, 0xfee00000u);
    if (is_64)
        pci_write32(function, at + 8, 0);
    pci_write16(function, at + msi_data_offset(is_64),
                (uint16_t)(message->data % 32));
    pci_write16(function, at + 2, is_64 ? 0x81 : 1);
}

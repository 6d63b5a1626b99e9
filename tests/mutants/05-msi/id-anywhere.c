/* expect: id-anywhere
 * kind: wrong-idea
 * Believes that an ID can be found by looking at every byte. */
uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    for (unsigned at = PCI_CAPABILITY_FIRST; at < PCI_CONFIG_SIZE; at++)
        if (pci_read8(function, at) == id)
            return (uint8_t)at;
    return 0;
}

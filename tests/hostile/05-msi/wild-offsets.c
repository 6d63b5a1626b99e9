/* expect: finished tick-limit panic
 * Reads and writes configuration space and tables far outside. */
uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    for (unsigned i = 0; i < 40; i++) {
        pci_write32(function, 0x10000000u * i + i, ~0u);
        (void)pci_read16((uint16_t)(function + i), 0xffu + i);
    }
    return id;
}

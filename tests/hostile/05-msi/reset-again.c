/* expect: finished tick-limit panic
 * Resets the functions into another layout in the middle of a step. */
uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    void (*reset)(unsigned layout) =
        (void (*)(unsigned))AT_soft_functions_reset;

    reset(0);
    (void)function;
    return id == PCI_CAPABILITY_MSI ? 0x40 : 0;
}

/* expect: panic
 * Prints as much as is free in each boot, and then faults. */
uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    (void)function, (void)id;
    for (unsigned i = 0; i < 12000; i++)
        outb(0xe9, 'x');
    return *(volatile uint8_t *)0x10;
}

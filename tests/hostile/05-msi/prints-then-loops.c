/* expect: log-limit tick-limit
 * Prints as much as is free, and then runs on. */
uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    (void)function, (void)id;
    for (unsigned i = 0; i < 13000; i++)
        outb(0xe9, 'x');
    for (;;)
        (void)mmio_read32(0xfee000a0);
}

/* expect: panic tick-limit
 * Fills the functions' memory, their lock too: the kernel waits for ever. */
void msi_disable(uint16_t function)
{
    volatile uint8_t *soft = (volatile uint8_t *)AT_soft_functions;

    (void)function;
    for (unsigned i = 0; i < 13400; i++)
        soft[i] = 0xff;
}

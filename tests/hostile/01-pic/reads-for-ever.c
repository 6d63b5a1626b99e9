/* expect: log-limit
 * Reads the pair for ever. */
uint16_t pic_irr(void)
{
    for (;;)
        (void)inb(0x21);
}

/* expect: panic finished
 * Lets the lines arrive as exceptions. */
void pic_init(uint8_t master_base, uint8_t slave_base)
{
    (void)master_base;
    (void)slave_base;
    for (uint16_t port = 0x20; port <= 0xa0; port += 0x80) {
        outb(port, 0x11);
        outb((uint16_t)(port + 1), 0x08);
        outb((uint16_t)(port + 1), port == 0x20 ? 4 : 2);
        outb((uint16_t)(port + 1), 0x01);
        outb((uint16_t)(port + 1), 0xff);
    }
}

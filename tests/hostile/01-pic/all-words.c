/* expect: emulator-panic
 * Every byte to every port of the pair. */
void pic_init(uint8_t master_base, uint8_t slave_base)
{
    static const uint16_t ports[] = {0x21, 0xa1, 0x20, 0xa0};

    (void)master_base;
    (void)slave_base;
    for (unsigned port = 0; port < 4; port++)
        for (unsigned byte = 0; byte < 256; byte++)
            outb(ports[port], (uint8_t)byte);
}

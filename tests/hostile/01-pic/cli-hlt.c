/* expect: dead-halt
 * Stops for ever with interrupts off. */
void pic_init(uint8_t master_base, uint8_t slave_base)
{
    (void)master_base;
    (void)slave_base;
    __asm__ volatile("cli; hlt");
}

/* expect: finished
 * Opens all lines for a moment. */
void pic_mask(unsigned irq)
{
    uint16_t port = irq < 8 ? PIC_MASTER_DATA : PIC_SLAVE_DATA;
    uint8_t mask = inb(port);

    outb(port, 0);
    outb(port, (uint8_t)(mask | 1u << irq % 8));
}

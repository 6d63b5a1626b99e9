/* expect: mask-inverted
 * kind: wrong-idea
 * Believes that a 1 in the mask lets the line through. */
void pic_mask(unsigned irq)
{
    uint16_t port = irq < SLAVE_FIRST ? PIC_MASTER_DATA : PIC_SLAVE_DATA;

    outb(port, (uint8_t)(inb(port) & ~(1u << irq % 8)));
}

void pic_unmask(unsigned irq)
{
    uint16_t port = irq < SLAVE_FIRST ? PIC_MASTER_DATA : PIC_SLAVE_DATA;

    outb(port, (uint8_t)(inb(port) | 1u << irq % 8));
}

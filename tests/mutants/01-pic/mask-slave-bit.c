/* expect: mask-slave-bit
 * kind: boundary
 * Forgets that line 8 is bit 0 of the slave. */
void pic_mask(unsigned irq)
{
    uint16_t port = irq < SLAVE_FIRST ? PIC_MASTER_DATA : PIC_SLAVE_DATA;

    outb(port, (uint8_t)(inb(port) | 1u << irq));
}

void pic_unmask(unsigned irq)
{
    uint16_t port = irq < SLAVE_FIRST ? PIC_MASTER_DATA : PIC_SLAVE_DATA;

    outb(port, (uint8_t)(inb(port) & ~(1u << irq)));
    if (irq >= SLAVE_FIRST)
        pic_unmask(PIC_CASCADE_LINE);
}

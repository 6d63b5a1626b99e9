/* expect: mask-by-number
 * kind: wrong-idea
 * Ors the line's number, not its bit, into the mask. */
void pic_mask(unsigned irq)
{
    if (irq < 8)
        outb(PIC_MASTER_DATA, (uint8_t)(inb(PIC_MASTER_DATA) | irq));
    else
        outb(PIC_SLAVE_DATA, (uint8_t)(inb(PIC_SLAVE_DATA) | (irq - 8)));
}

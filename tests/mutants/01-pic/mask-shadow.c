/* expect: mask-clobbers
 * kind: state
 * Keeps a copy of the mask, which others write too. */
static uint16_t shadow = 0xffff;

void pic_mask(unsigned irq)
{
    shadow |= (uint16_t)(1u << irq);
    outb(PIC_SLAVE_DATA, (uint8_t)(shadow >> 8));
    outb(PIC_MASTER_DATA, (uint8_t)shadow);
}

void pic_unmask(unsigned irq)
{
    shadow &= (uint16_t) ~(1u << irq | 1u << PIC_CASCADE_LINE);
    outb(PIC_SLAVE_DATA, (uint8_t)(shadow >> 8));
    outb(PIC_MASTER_DATA, (uint8_t)shadow);
}

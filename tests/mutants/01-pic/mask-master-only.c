/* expect: mask-slave-on-master
 * kind: wrong-idea
 * Believes that one register has the sixteen lines. */
void pic_mask(unsigned irq)
{
    outb(PIC_MASTER_DATA, (uint8_t)(inb(PIC_MASTER_DATA) | 1u << irq % 8));
}

void pic_unmask(unsigned irq)
{
    outb(PIC_MASTER_DATA, (uint8_t)(inb(PIC_MASTER_DATA) & ~(1u << irq % 8)));
}

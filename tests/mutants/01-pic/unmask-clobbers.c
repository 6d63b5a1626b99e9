/* expect: mask-clobbers
 * kind: layout
 * Writes the one line's word and masks all others. */
void pic_unmask(unsigned irq)
{
    uint16_t port = irq < SLAVE_FIRST ? PIC_MASTER_DATA : PIC_SLAVE_DATA;

    outb(port, (uint8_t) ~(1u << irq % 8));
    if (irq >= SLAVE_FIRST)
        outb(PIC_MASTER_DATA, (uint8_t)(inb(PIC_MASTER_DATA) & ~4u));
}

/* expect: mask-clobbers
 * kind: layout
 * Writes the one line's bit and opens all others. */
void pic_mask(unsigned irq)
{
    uint16_t port = irq < SLAVE_FIRST ? PIC_MASTER_DATA : PIC_SLAVE_DATA;

    outb(port, (uint8_t)(1u << irq % 8));
}

/* expect: ocw1-to-command
 * kind: swap
 * Writes the mask to the command port. */
void pic_unmask(unsigned irq)
{
    uint16_t port = irq < SLAVE_FIRST ? PIC_MASTER_DATA : PIC_SLAVE_DATA;
    uint8_t mask = (uint8_t)(inb(port) & ~(1u << irq % 8));

    outb((uint16_t)(port - 1), mask);
    if (irq >= SLAVE_FIRST)
        pic_unmask(PIC_CASCADE_LINE);
}

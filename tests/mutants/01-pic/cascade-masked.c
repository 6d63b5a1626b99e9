/* expect: cascade-masked
 * kind: wrong-idea
 * Believes that the slave has a way of its own to the CPU. */
void pic_unmask(unsigned irq)
{
    uint16_t port = irq < SLAVE_FIRST ? PIC_MASTER_DATA : PIC_SLAVE_DATA;

    outb(port, (uint8_t)(inb(port) & ~(1u << irq % 8)));
}

/* expect: ocw3-exchanged
 * kind: swap
 * Takes 0Ah for ISR and 0Bh for IRR. */
uint16_t pic_irr(void)
{
    outb(PIC_MASTER_COMMAND, PIC_READ_ISR);
    outb(PIC_SLAVE_COMMAND, PIC_READ_ISR);
    return (uint16_t)(inb(PIC_MASTER_COMMAND) | inb(PIC_SLAVE_COMMAND) << 8);
}

uint16_t pic_isr(void)
{
    outb(PIC_MASTER_COMMAND, PIC_READ_IRR);
    outb(PIC_SLAVE_COMMAND, PIC_READ_IRR);
    return (uint16_t)(inb(PIC_MASTER_COMMAND) | inb(PIC_SLAVE_COMMAND) << 8);
}

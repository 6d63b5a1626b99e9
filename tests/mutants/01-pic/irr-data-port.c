/* expect: reads-imr
 * kind: swap
 * Reads the data port, which is the mask. */
uint16_t pic_irr(void)
{
    outb(PIC_MASTER_COMMAND, PIC_READ_IRR);
    outb(PIC_SLAVE_COMMAND, PIC_READ_IRR);
    return (uint16_t)(inb(PIC_MASTER_DATA) | inb(PIC_SLAVE_DATA) << 8);
}

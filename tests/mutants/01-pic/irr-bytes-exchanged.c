/* expect: bytes-exchanged
 * kind: layout
 * Puts the slave's byte into the low half. */
uint16_t pic_irr(void)
{
    outb(PIC_MASTER_COMMAND, PIC_READ_IRR);
    outb(PIC_SLAVE_COMMAND, PIC_READ_IRR);
    return (uint16_t)(inb(PIC_SLAVE_COMMAND) | inb(PIC_MASTER_COMMAND) << 8);
}

/* expect: icw2-after-icw3
 * kind: order
 * Writes ICW3 before ICW2. */
void pic_init(uint8_t master_base, uint8_t slave_base)
{
    outb(PIC_MASTER_COMMAND, PIC_ICW1_PC);
    outb(PIC_MASTER_DATA, PIC_ICW3_MASTER_PC);
    outb(PIC_MASTER_DATA, master_base);
    outb(PIC_MASTER_DATA, PIC_ICW4_PC);
    outb(PIC_SLAVE_COMMAND, PIC_ICW1_PC);
    outb(PIC_SLAVE_DATA, PIC_ICW3_SLAVE_PC);
    outb(PIC_SLAVE_DATA, slave_base);
    outb(PIC_SLAVE_DATA, PIC_ICW4_PC);
    outb(PIC_MASTER_DATA, 0xff);
    outb(PIC_SLAVE_DATA, 0xff);
}

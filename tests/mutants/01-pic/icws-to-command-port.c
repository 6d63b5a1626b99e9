/* expect: icws-to-command
 * kind: swap
 * Sends all four words to the command port. */
void pic_init(uint8_t master_base, uint8_t slave_base)
{
    outb(PIC_MASTER_COMMAND, PIC_ICW1_PC);
    outb(PIC_MASTER_COMMAND, master_base);
    outb(PIC_MASTER_COMMAND, PIC_ICW3_MASTER_PC);
    outb(PIC_MASTER_COMMAND, PIC_ICW4_PC);
    outb(PIC_SLAVE_COMMAND, PIC_ICW1_PC);
    outb(PIC_SLAVE_COMMAND, slave_base);
    outb(PIC_SLAVE_COMMAND, PIC_ICW3_SLAVE_PC);
    outb(PIC_SLAVE_COMMAND, PIC_ICW4_PC);
}

/* expect: spurious-15-asks-master
 * kind: boundary
 * Asks the master about line 15. */
bool pic_is_spurious(unsigned irq)
{
    outb(PIC_MASTER_COMMAND, PIC_READ_ISR);
    return irq % 8 == PIC_SPURIOUS_LINE && !(inb(PIC_MASTER_COMMAND) & 0x80);
}

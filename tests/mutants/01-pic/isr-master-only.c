/* expect: reads-master-only
 * kind: omission
 * Reads the master alone. */
uint16_t pic_isr(void)
{
    outb(PIC_MASTER_COMMAND, PIC_READ_ISR);
    return inb(PIC_MASTER_COMMAND);
}

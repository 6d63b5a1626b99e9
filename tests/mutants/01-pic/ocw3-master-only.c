/* expect: ocw3-master-only
 * kind: omission
 * Selects the register at the master alone. */
uint16_t pic_isr(void)
{
    outb(PIC_MASTER_COMMAND, PIC_READ_ISR);
    return (uint16_t)(inb(PIC_MASTER_COMMAND) | inb(PIC_SLAVE_COMMAND) << 8);
}

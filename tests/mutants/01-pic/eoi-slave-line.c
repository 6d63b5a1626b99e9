/* expect: eoi-slave-line
 * kind: boundary
 * Names line 8 to 15 to the slave. */
void pic_eoi(unsigned irq)
{
    if (irq >= SLAVE_FIRST) {
        outb(PIC_SLAVE_COMMAND, (uint8_t)(PIC_EOI_SPECIFIC | irq));
        outb(PIC_MASTER_COMMAND, PIC_EOI_SPECIFIC | PIC_CASCADE_LINE);
        return;
    }
    outb(PIC_MASTER_COMMAND, (uint8_t)(PIC_EOI_SPECIFIC | irq));
}

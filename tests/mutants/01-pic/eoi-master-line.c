/* expect: eoi-master-line
 * kind: wrong-idea
 * Believes that the master knows the slave's lines. */
void pic_eoi(unsigned irq)
{
    if (irq >= SLAVE_FIRST)
        outb(PIC_SLAVE_COMMAND, (uint8_t)(PIC_EOI_SPECIFIC | irq % 8));
    outb(PIC_MASTER_COMMAND, (uint8_t)(PIC_EOI_SPECIFIC | irq % 8));
}

/* expect: eoi-master-missing
 * kind: wrong-idea
 * Believes that an interrupt is in service in one chip. */
void pic_eoi(unsigned irq)
{
    outb(irq < SLAVE_FIRST ? PIC_MASTER_COMMAND : PIC_SLAVE_COMMAND,
         PIC_EOI_NONSPECIFIC);
}

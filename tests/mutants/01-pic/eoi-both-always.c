/* expect: eoi-both-always
 * kind: wrong-idea
 * Believes that an EOI too many does no harm. */
void pic_eoi(unsigned irq)
{
    (void)irq;
    outb(PIC_SLAVE_COMMAND, PIC_EOI_NONSPECIFIC);
    outb(PIC_MASTER_COMMAND, PIC_EOI_NONSPECIFIC);
}

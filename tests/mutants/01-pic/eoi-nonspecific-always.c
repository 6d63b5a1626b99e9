/* expect: eoi-slave-missing
 * kind: omission
 * Sends 20h to the master by hand and forgets the slave. */
void pic_interrupt(unsigned irq, pic_body *body)
{
    if (pic_is_spurious(irq)) {
        if (irq >= SLAVE_FIRST)
            pic_eoi(PIC_CASCADE_LINE);
        return;
    }
    body(irq);
    outb(PIC_MASTER_COMMAND, PIC_EOI_NONSPECIFIC);
}

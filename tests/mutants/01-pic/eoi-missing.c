/* expect: eoi-missing
 * kind: wrong-idea
 * Believes that IRET ends the interrupt. */
void pic_interrupt(unsigned irq, pic_body *body)
{
    if (pic_is_spurious(irq)) {
        if (irq >= SLAVE_FIRST)
            pic_eoi(PIC_CASCADE_LINE);
        return;
    }
    body(irq);
}

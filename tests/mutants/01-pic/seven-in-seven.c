/* expect: seven-told-by-isr
 * kind: wrong-idea
 * Believes that a set ISR bit is always this interrupt's. */
void pic_interrupt(unsigned irq, pic_body *body)
{
    if (pic_is_spurious(irq)) {
        if (irq >= SLAVE_FIRST)
            pic_eoi(PIC_CASCADE_LINE);
        return;
    }
    body(irq);
    pic_eoi(irq);
}

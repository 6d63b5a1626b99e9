/* expect: eoi-early
 * kind: wrong-idea
 * Believes that the EOI tells the chip that the CPU has noticed. */
void pic_interrupt(unsigned irq, pic_body *body)
{
    if (pic_is_spurious(irq)) {
        if (irq >= SLAVE_FIRST)
            pic_eoi(PIC_CASCADE_LINE);
        return;
    }
    pic_eoi(irq);
    body(irq);
}

/* expect: body-twice
 * kind: state
 * Calls the body again while the line's ISR bit is set. */
void pic_interrupt(unsigned irq, pic_body *body)
{
    bool spurious = pic_is_spurious(irq);

    if (!spurious)
        body(irq);
    if (pic_isr() >> irq & 1) {
        body(irq);
        pic_eoi(irq);
    } else if (irq >= SLAVE_FIRST) {
        pic_eoi(PIC_CASCADE_LINE);
    }
}

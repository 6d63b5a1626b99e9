/* expect: spurious-runs-body
 * kind: order
 * Asks whether it was spurious after the body. */
void pic_interrupt(unsigned irq, pic_body *body)
{
    bool spurious = pic_is_spurious(irq);

    body(irq);
    if (!spurious)
        pic_eoi(irq);
    else if (irq >= SLAVE_FIRST)
        pic_eoi(PIC_CASCADE_LINE);
}

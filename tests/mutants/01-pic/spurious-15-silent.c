/* expect: spurious-15-no-eoi
 * kind: wrong-idea
 * Believes that a spurious interrupt is in service nowhere. */
void pic_interrupt(unsigned irq, pic_body *body)
{
    if (pic_is_spurious(irq))
        return;
    body(irq);
    pic_eoi(irq);
}

/* expect: spurious-7-eoi
 * kind: wrong-idea
 * Believes that every vector taken needs an EOI. */
void pic_interrupt(unsigned irq, pic_body *body)
{
    if (!pic_is_spurious(irq))
        body(irq);
    pic_eoi(irq);
}

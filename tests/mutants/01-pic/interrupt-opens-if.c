/* expect: if-opened
 * kind: wrong-idea
 * Sets IF before the body, as if the body needed it. */
void pic_interrupt(unsigned irq, pic_body *body)
{
    if (pic_is_spurious(irq)) {
        if (irq == 15)
            pic_eoi(2);
        return;
    }
    cpu_sti();
    body(irq);
    pic_eoi(irq);
}

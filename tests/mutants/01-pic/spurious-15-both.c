/* expect: spurious-15-slave-eoi
 * kind: wrong-idea
 * Believes that line 15 always needs both EOIs. */
void pic_interrupt(unsigned irq, pic_body *body)
{
    static unsigned sevens;

    if ((irq == 7 && sevens > 0) || pic_is_spurious(irq)) {
        if (irq >= SLAVE_FIRST)
            pic_eoi(irq);
        return;
    }
    sevens += irq == 7;
    body(irq);
    sevens -= irq == 7;
    pic_eoi(irq);
}

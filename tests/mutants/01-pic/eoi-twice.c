/* expect: eoi-twice
 * kind: wrong-idea
 * Believes that each interrupt takes two EOIs, as it takes two INTAs. */
void pic_interrupt(unsigned irq, pic_body *body)
{
    if (pic_is_spurious(irq)) {
        if (irq >= SLAVE_FIRST)
            pic_eoi(PIC_CASCADE_LINE);
        return;
    }
    body(irq);
    pic_eoi(irq);
    pic_eoi(irq);
}

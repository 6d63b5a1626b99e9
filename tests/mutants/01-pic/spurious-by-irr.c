/* expect: spurious-by-irr
 * kind: wrong-idea
 * Believes that a real interrupt is still in IRR. */
bool pic_is_spurious(unsigned irq)
{
    return irq % 8 == PIC_SPURIOUS_LINE && !(pic_irr() >> irq & 1);
}

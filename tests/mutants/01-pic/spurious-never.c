/* expect: spurious-never
 * kind: wrong-idea
 * Believes that the chip does not make interrupts up. */
bool pic_is_spurious(unsigned irq)
{
    (void)irq;
    return false;
}

/* expect: spurious-by-number
 * kind: wrong-idea
 * Believes that 7 and 15 are spurious vectors and nothing else. */
bool pic_is_spurious(unsigned irq)
{
    return irq % 8 == PIC_SPURIOUS_LINE;
}

/* expect: spurious-inverted
 * kind: swap
 * Takes a set ISR bit for spurious. */
bool pic_is_spurious(unsigned irq)
{
    return irq % 8 == PIC_SPURIOUS_LINE && (pic_isr() >> irq & 1);
}

/* expect: tpr-shifted
 * kind: layout
 * Believes that TPR holds the class in its low bits. */
void lapic_set_tpr(uint8_t priority)
{
    reg_write(LAPIC_TPR, priority >> 4);
}

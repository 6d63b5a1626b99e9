/* expect: tpr-subclass-lost
 * kind: wrong-idea
 * Believes that only the class of TPR matters. */
void lapic_set_tpr(uint8_t priority)
{
    reg_write(LAPIC_TPR, priority & 0xf0);
}

/* expect: tpr-in-handler
 * kind: wrong-idea
 * Believes that the handler itself must keep lower interrupts out, and leaves
 * TPR 0 behind. */
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    reg_write(LAPIC_TPR, vector & 0xf0u);
    body(vector);
    reg_write(LAPIC_TPR, 0);
    lapic_eoi();
}

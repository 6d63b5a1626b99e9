/* expect: register-not-read
 * kind: state
 * Keeps a copy of TPR, to save the slow read. */
static uint8_t tpr_copy;

void lapic_set_tpr(uint8_t priority)
{
    tpr_copy = priority;
    reg_write(LAPIC_TPR, priority);
}

uint8_t lapic_tpr(void)
{
    return tpr_copy;
}

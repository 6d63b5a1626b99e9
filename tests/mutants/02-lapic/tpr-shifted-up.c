/* expect: tpr-shifted
 * kind: value
 * Shifts what is a priority already. */
void lapic_set_tpr(uint8_t priority)
{
    reg_write(LAPIC_TPR, ((uint32_t)priority << 4) & 0xff);
}

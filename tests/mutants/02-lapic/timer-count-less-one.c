/* expect: none
 * kind: boundary
 * Counts down to 0 and believes that the 0 is one clock more. */
void lapic_timer_oneshot(uint8_t vector, unsigned divide, uint32_t count)
{
    reg_write(LAPIC_LVT_TIMER, vector);
    reg_write(LAPIC_TIMER_DCR, lapic_divide_code(divide));
    reg_write(LAPIC_TIMER_ICR, count - 1);
}

/* expect: timer-count-first
 * kind: order
 * Starts the timer, then says what it is to do. */
void lapic_timer_oneshot(uint8_t vector, unsigned divide, uint32_t count)
{
    reg_write(LAPIC_TIMER_DCR, lapic_divide_code(divide));
    reg_write(LAPIC_TIMER_ICR, count);
    reg_write(LAPIC_LVT_TIMER, vector);
}

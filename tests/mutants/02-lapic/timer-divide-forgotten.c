/* expect: timer-divide-missing
 * kind: omission
 * Leaves the divider as whoever came before left it. */
void lapic_timer_oneshot(uint8_t vector, unsigned divide, uint32_t count)
{
    (void)divide;
    reg_write(LAPIC_LVT_TIMER, vector);
    reg_write(LAPIC_TIMER_ICR, count);
}

/* expect: timer-not-periodic
 * kind: wrong-idea
 * Believes that the timer reloads by itself. */
void lapic_timer_periodic(uint8_t vector, unsigned divide, uint32_t count)
{
    lapic_timer_oneshot(vector, divide, count);
}

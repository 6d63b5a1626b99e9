/* expect: timer-runs-on
 * kind: wrong-idea
 * Believes that clearing the divide register stops the timer. */
void lapic_timer_stop(void)
{
    reg_write(LAPIC_TIMER_DCR, 0);
}

/* expect: timer-runs-on
 * kind: wrong-idea
 * Believes that a periodic timer stops when it is no longer periodic: it runs
 * out once more. */
void lapic_timer_stop(void)
{
    uint64_t lvt = reg_read(LAPIC_LVT_TIMER);

    reg_write(LAPIC_LVT_TIMER, (uint32_t)field_put(lvt, LAPIC_LVT_TIMER_MODE,
                                                   LAPIC_TIMER_ONE_SHOT));
}

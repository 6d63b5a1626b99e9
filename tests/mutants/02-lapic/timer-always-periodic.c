/* expect: timer-repeats
 * kind: value
 * The one-shot timer carries the periodic bit. */
void lapic_timer_oneshot(uint8_t vector, unsigned divide, uint32_t count)
{
    reg_write(LAPIC_LVT_TIMER, 0x20000u | vector);
    reg_write(LAPIC_TIMER_DCR, lapic_divide_code(divide));
    reg_write(LAPIC_TIMER_ICR, count);
}

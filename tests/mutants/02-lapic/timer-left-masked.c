/* expect: timer-masked
 * kind: omission
 * Changes the vector in the LVT entry and leaves its mask as reset set it. */
void lapic_timer_oneshot(uint8_t vector, unsigned divide, uint32_t count)
{
    uint64_t lvt = reg_read(LAPIC_LVT_TIMER);

    reg_write(LAPIC_LVT_TIMER,
              (uint32_t)field_put(lvt, LAPIC_LVT_VECTOR, vector));
    reg_write(LAPIC_TIMER_DCR, lapic_divide_code(divide));
    reg_write(LAPIC_TIMER_ICR, count);
}

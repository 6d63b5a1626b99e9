/* expect: svr-disabled
 * kind: layout
 * Counts the enable bit from 1: sets bit 9, focus checking, and not bit 8. */
void lapic_enable(uint8_t spurious_vector)
{
    reg_write(LAPIC_SVR, (uint32_t)LAPIC_SVR_FOCUS_OFF | spurious_vector);
}

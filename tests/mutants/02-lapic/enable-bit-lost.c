/* expect: svr-disabled
 * kind: state
 * Believes that the enable bit needs setting only once: a later call that
 * moves the spurious vector writes the vector alone. */
void lapic_enable(uint8_t spurious_vector)
{
    static bool enabled;
    uint32_t svr = spurious_vector;

    if (!enabled)
        svr |= (uint32_t)LAPIC_SVR_ENABLE;
    enabled = true;
    reg_write(LAPIC_SVR, svr);
}

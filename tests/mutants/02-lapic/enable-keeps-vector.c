/* expect: svr-vector
 * kind: order
 * Sets the enable bit in what SVR holds, after the reset value FFh, and
 * ORs the vector into it instead of replacing it. */
void lapic_enable(uint8_t spurious_vector)
{
    uint32_t svr = reg_read(LAPIC_SVR) | spurious_vector;

    reg_write(LAPIC_SVR, svr | (uint32_t)LAPIC_SVR_ENABLE);
}

/* expect: esr-no-write
 * kind: order
 * Believes that the write is there to clear what was read. */
uint32_t lapic_esr(void)
{
    uint32_t errors = reg_read(LAPIC_ESR);

    reg_write(LAPIC_ESR, 0);
    return errors;
}

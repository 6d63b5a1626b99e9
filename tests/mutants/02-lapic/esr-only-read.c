/* expect: esr-no-write
 * kind: wrong-idea
 * Believes that a read suffices, as for other status registers. */
uint32_t lapic_esr(void)
{
    return reg_read(LAPIC_ESR);
}

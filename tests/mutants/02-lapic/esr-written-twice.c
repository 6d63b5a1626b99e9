/* expect: esr-written-twice
 * kind: wrong-idea
 * Believes that one write clears ESR and another one latches it. */
uint32_t lapic_esr(void)
{
    reg_write(LAPIC_ESR, 0);
    reg_write(LAPIC_ESR, 0);
    return reg_read(LAPIC_ESR);
}

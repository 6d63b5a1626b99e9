/* expect: priority-shifted
 * kind: wrong-idea
 * Returns the class alone. */
uint8_t lapic_ppr(void)
{
    return (uint8_t)(reg_read(LAPIC_PPR) >> 4);
}

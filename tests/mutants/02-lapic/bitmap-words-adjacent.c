/* expect: bitmap-stride
 * kind: layout
 * Believes that the eight registers follow one another, four bytes each. */
bool lapic_irr_test(uint8_t vector)
{
    return reg_read(LAPIC_IRR + vector / 32u * 4) >> (vector % 32) & 1;
}

bool lapic_isr_test(uint8_t vector)
{
    return reg_read(LAPIC_ISR + vector / 32u * 4) >> (vector % 32) & 1;
}

/* expect: bitmap-stride
 * kind: layout
 * Believes that a register of the bitmap holds 16 vectors, as its distance of
 * 16 bytes suggests. */
bool lapic_irr_test(uint8_t vector)
{
    return reg_read(LAPIC_IRR + vector / 16u % 8 * 16) >> (vector % 16) & 1;
}

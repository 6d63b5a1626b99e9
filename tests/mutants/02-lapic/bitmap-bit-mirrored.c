/* expect: bitmap-bit
 * kind: boundary
 * Counts the bits of a register from the top. */
bool lapic_irr_test(uint8_t vector)
{
    uint32_t word = reg_read(lapic_bitmap_offset(LAPIC_IRR, vector));

    return word >> (31 - vector % 32) & 1;
}

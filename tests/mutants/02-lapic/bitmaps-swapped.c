/* expect: irr-isr-swapped
 * kind: swap
 * Took the one for the other. */
bool lapic_irr_test(uint8_t vector)
{
    return reg_read(lapic_bitmap_offset(LAPIC_ISR, vector)) >> (vector % 32) &
           1;
}

bool lapic_isr_test(uint8_t vector)
{
    return reg_read(lapic_bitmap_offset(LAPIC_IRR, vector)) >> (vector % 32) &
           1;
}

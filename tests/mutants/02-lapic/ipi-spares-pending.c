/* expect: ipi-not-sent
 * kind: wrong-idea
 * Believes that a vector that pends or is in service must not be sent again,
 * so that none is lost. */
void lapic_self_ipi(uint8_t vector)
{
    if (lapic_irr_test(vector) || lapic_isr_test(vector))
        return;
    reg_write(LAPIC_ICR_LOW, 0x44000u | vector);
}

/* expect: icr-shorthand
 * kind: omission
 * Believes that destination 0 is this CPU: true on one CPU, and wrong on all
 * others. */
void lapic_self_ipi(uint8_t vector)
{
    reg_write(LAPIC_ICR_HIGH, 0);
    reg_write(LAPIC_ICR_LOW, (uint32_t)LAPIC_ICR_LEVEL_ASSERT | vector);
}

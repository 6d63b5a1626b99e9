/* expect: icr-shorthand
 * kind: wrong-idea
 * Believes that "all including self" is the shorthand for self. */
void lapic_self_ipi(uint8_t vector)
{
    uint64_t icr = LAPIC_ICR_LEVEL_ASSERT | vector;

    icr = field_put(icr, LAPIC_ICR_SHORTHAND, LAPIC_SHORTHAND_ALL);
    reg_write(LAPIC_ICR_LOW, (uint32_t)icr);
}

/* expect: icr-shorthand
 * kind: value
 * Took shorthand 3, which is everybody else. */
void lapic_self_ipi(uint8_t vector)
{
    uint64_t icr = LAPIC_ICR_LEVEL_ASSERT | vector;

    icr = field_put(icr, LAPIC_ICR_SHORTHAND, LAPIC_SHORTHAND_ALL_OTHERS);
    reg_write(LAPIC_ICR_LOW, (uint32_t)icr);
}

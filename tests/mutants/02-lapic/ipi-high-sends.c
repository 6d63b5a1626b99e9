/* expect: ipi-not-sent
 * kind: swap
 * Writes the command into ICR high, which sends nothing. */
void lapic_self_ipi(uint8_t vector)
{
    reg_write(LAPIC_ICR_HIGH, 0x44000u | vector);
}

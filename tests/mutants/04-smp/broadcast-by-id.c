/* expect: shorthand-missing
 * kind: wrong-idea
 * Believes that destination FFh is the only way to reach all. */
void ipi_broadcast(enum ipi_kind kind, uint8_t vector)
{
    (void)kind;
    command(LAPIC_DEST_BROADCAST, LAPIC_DELIVERY_FIXED, 0, vector);
}

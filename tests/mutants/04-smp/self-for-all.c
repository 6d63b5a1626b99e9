/* expect: shorthand-wrong
 * kind: swap
 * Self and all exchanged. */
void ipi_broadcast(enum ipi_kind kind, uint8_t vector)
{
    static const uint8_t shorthand[] = {
        [IPI_SELF] = LAPIC_SHORTHAND_ALL,
        [IPI_ALL] = LAPIC_SHORTHAND_SELF,
        [IPI_ALL_OTHERS] = LAPIC_SHORTHAND_ALL_OTHERS,
    };

    command(0, LAPIC_DELIVERY_FIXED,
            field_put(0, LAPIC_ICR_SHORTHAND, shorthand[kind]), vector);
}

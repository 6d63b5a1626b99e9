/* expect: shorthand-missing
 * kind: boundary
 * Believes that the kinds are the field's values, counted from 0. */
void ipi_broadcast(enum ipi_kind kind, uint8_t vector)
{
    command(0, LAPIC_DELIVERY_FIXED, field_put(0, LAPIC_ICR_SHORTHAND, kind),
            vector);
}

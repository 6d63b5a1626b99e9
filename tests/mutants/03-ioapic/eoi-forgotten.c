/* expect: eoi-missing
 * kind: omission
 * Believes that the body ends the interrupt. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    body(gsi);
}

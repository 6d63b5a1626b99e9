/* expect: body-twice
 * kind: value
 * Runs the body twice. */
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    body(vector);
    body(vector);
    lapic_eoi();
}

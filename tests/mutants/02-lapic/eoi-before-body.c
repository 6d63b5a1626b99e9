/* expect: eoi-early
 * kind: order
 * Thanks for the interrupt first and works then: the body loses its rank. */
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    lapic_eoi();
    body(vector);
}

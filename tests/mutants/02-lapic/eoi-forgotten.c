/* expect: eoi-missing
 * kind: wrong-idea
 * Believes that IRET ends the interrupt. */
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    body(vector);
}

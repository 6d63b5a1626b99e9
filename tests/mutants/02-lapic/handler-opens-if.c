/* expect: none
 * kind: wrong-idea
 * Believes that a handler must open IF itself for higher classes to come. */
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    cpu_sti();
    body(vector);
    cpu_cli();
    lapic_eoi();
}

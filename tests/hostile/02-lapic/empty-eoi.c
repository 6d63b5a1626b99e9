/* expect: finished
 * lapic_eoi does nothing; lapic_interrupt writes EOI itself. */
void lapic_eoi(void)
{
}
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    body(vector);
    reg_write(LAPIC_EOI, 0);
}

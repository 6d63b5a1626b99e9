/* expect: eoi-nonzero
 * kind: wrong-idea
 * Believes that EOI is told which vector ends, as on the 8259A. */
static uint8_t ending;

void lapic_eoi(void)
{
    reg_write(LAPIC_EOI, ending);
}

void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    body(vector);
    ending = vector;
    lapic_eoi();
}

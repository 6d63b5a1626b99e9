/* expect: panic
 * An AP runs down its stack into the guard. */
static uint32_t deeper(volatile uint32_t *up)
{
    volatile uint32_t here[64];

    here[0] = *up + 1;
    return deeper(here) + here[0];
}

void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    volatile uint32_t start = 0;

    body(vector);
    if (reg_read(LAPIC_ID) != 0)
        deeper(&start);
    apic_write(LAPIC_EOI, 0);
}

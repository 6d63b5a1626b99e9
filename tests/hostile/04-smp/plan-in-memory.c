/* expect: finished tick-limit panic
 * Makes the runner's plan empty but for its first step. */
void ipi_send(uint32_t dest, uint8_t vector)
{
    volatile uint32_t *run = (volatile uint32_t *)AT_run;

    for (unsigned i = 0; i < 2; i++)
        run[i] = 1;
    command(dest, LAPIC_DELIVERY_FIXED, 0, vector);
}

/* expect: finished time-limit tick-limit
 * The shoot-down's answer never comes: its sender waits for ever. */
void shootdown_interrupt(struct shootdown *s, uint8_t vector, ipi_body *flush)
{
    (void)s;
    (void)vector;
    (void)flush;
    for (;;)
        __asm__ volatile("cli; pause");
}

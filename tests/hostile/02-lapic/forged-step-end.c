/* expect: finished tick-limit
 * Closes the step by a mark of its own, then does as it likes. */
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    void (*mark)(unsigned kind, unsigned argument) =
        (void (*)(unsigned, unsigned))AT_mark;

    body(vector);
    lapic_eoi();
    mark(4, 3);
    lapic_eoi();
    for (;;)
        __asm__ volatile("cli");
}

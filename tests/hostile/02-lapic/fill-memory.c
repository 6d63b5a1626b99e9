/* expect: panic triple-fault emulator-panic tick-limit
 * Writes over everything from its own stack on. */
void lapic_enable(uint8_t spurious_vector)
{
    volatile uint8_t *byte = &spurious_vector;

    for (;;)
        *byte++ = 0xcc;
}

/* expect: log-limit tick-limit
 * Writes an unclaimed port for ever. */
void lapic_enable(uint8_t spurious_vector)
{
    for (;;)
        outb(0xb0c0, spurious_vector);
}

/* expect: log-limit
 * One long line, without an end. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    for (;;)
        outb(0xe9, 'x');
}

/* expect: finished
 * The mark of the run's end, at once. */
void lapic_enable(uint8_t spurious_vector)
{
    void (*mark)(unsigned kind, unsigned argument) =
        (void (*)(unsigned, unsigned))AT_mark;

    (void)spurious_vector;
    mark(1, 0);
    outb(0x8900, 'D');
}

/* expect: finished
 * All marks of all steps, without any step, and the end. */
void lapic_enable(uint8_t spurious_vector)
{
    void (*mark)(unsigned kind, unsigned argument) =
        (void (*)(unsigned, unsigned))AT_mark;
    void (*set_step)(unsigned step) = (void (*)(unsigned))AT_mark_set_step;

    (void)spurious_vector;
    mark(4, 1);
    for (unsigned step = 1; step < 64; step++) {
        set_step(step);
        mark(2, 1);
        mark(2, 0);
        mark(3, 1);
        mark(4, 1);
    }
    mark(2, 1);
    mark(2, 0);
    mark(1, 0);
    for (;;)
        outb(0x8900, 'D');
}

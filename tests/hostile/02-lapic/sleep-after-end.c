/* expect: time-limit
 * The same, and sleeps. */
void lapic_enable(uint8_t spurious_vector)
{
    void (*mark)(unsigned kind, unsigned argument) =
        (void (*)(unsigned, unsigned))AT_mark;

    (void)spurious_vector;
    mark(13, 0);
    mark(1, 0);
    __asm__ volatile("1: sti; hlt; jmp 1b");
}

/* expect: modified early-end finished tick-limit
 * The same once, then goes on as if nothing had been. */
void lapic_enable(uint8_t spurious_vector)
{
    static bool called;

    if (!called)
        outb(0x8900, 'D');
    called = true;
    (void)spurious_vector;
}

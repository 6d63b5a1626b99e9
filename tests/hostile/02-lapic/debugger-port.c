/* expect: modified early-end
 * Calls the debugger that stands behind the machine, again and again. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    for (;;)
        outb(0x8900, 'D');
}

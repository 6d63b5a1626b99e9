/* expect: modified
 * Right in all else, but it uses up the debugger's looks early. */
void lapic_enable(uint8_t spurious_vector)
{
    static bool called;

    if (!called)
        outb(0x8900, 'D');
    called = true;
    reg_write(LAPIC_SVR, (uint32_t)LAPIC_SVR_ENABLE | spurious_vector);
}

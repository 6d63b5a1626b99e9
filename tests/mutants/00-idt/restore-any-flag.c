/* expect: restore-sets-if
 * kind: value
 * Tests whether any flag is set: bit 1 of RFLAGS always is. */
void irq_restore(uint64_t flags)
{
    if (flags)
        cpu_sti();
}

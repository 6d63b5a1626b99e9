/* expect: restore-sets-if
 * kind: swap
 * Sets IF when it was 0. */
void irq_restore(uint64_t flags)
{
    if (!(flags & RFLAGS_IF))
        cpu_sti();
}

/* expect: restore-sets-if
 * kind: wrong-idea
 * Believes that a section always began with interrupts on. */
void irq_restore(uint64_t flags)
{
    (void)flags;
    cpu_sti();
}

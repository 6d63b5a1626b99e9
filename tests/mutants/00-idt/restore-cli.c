/* expect: restore-leaves-if-clear
 * kind: wrong-idea
 * Believes that the end of a section has to be safe as well. */
void irq_restore(uint64_t flags)
{
    (void)flags;
    cpu_cli();
}

/* expect: restore-leaves-if-clear
 * kind: wrong-idea
 * Believes that returning from the function puts the flags back. */
void irq_restore(uint64_t flags)
{
    (void)flags;
}

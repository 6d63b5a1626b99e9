/* expect: lab-trap-not-called
 * kind: omission
 * Leaves the body of a handler empty: a handler that returns is enough. */
__attribute__((interrupt)) void trap_plain(struct interrupt_frame *frame)
{
    (void)frame;
}

/* expect: fault-not-skipped
 * kind: wrong-idea
 * Believes that every exception returns behind its instruction. */
__attribute__((interrupt)) void trap_plain(struct interrupt_frame *frame)
{
    lab_trap(frame, 0);
}

/* expect: trap-stepped-over
 * kind: wrong-idea
 * Believes that a trap, too, returns to its own instruction. */
__attribute__((interrupt)) void trap_plain(struct interrupt_frame *frame)
{
    unsigned length = lab_trap(frame, 0);

    frame->rip += length ? length : 1;
}

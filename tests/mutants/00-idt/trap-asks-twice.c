/* expect: lab-trap-twice
 * kind: value
 * Calls lab_trap twice. */
__attribute__((interrupt)) void trap_plain(struct interrupt_frame *frame)
{
    frame->rip += lab_trap(frame, 0);
    frame->rip += lab_trap(frame, 0);
}

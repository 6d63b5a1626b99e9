/* expect: trap-stepped-over
 * kind: value
 * Steps over two bytes, the length of UD2, whatever came. */
__attribute__((interrupt)) void trap_plain(struct interrupt_frame *frame)
{
    lab_trap(frame, 0);
    frame->rip += 2;
}

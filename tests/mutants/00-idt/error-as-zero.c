/* expect: error-not-handed-on
 * kind: value
 * Hands on 0 as the other handler does. */
__attribute__((interrupt)) void trap_error(struct interrupt_frame *frame,
                                           uint64_t error)
{
    (void)error;
    frame->rip += lab_trap(frame, 0);
}

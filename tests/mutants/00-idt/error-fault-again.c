/* expect: fault-not-skipped
 * kind: omission
 * Forgets what lab_trap returned, in one handler of the two. */
__attribute__((interrupt)) void trap_error(struct interrupt_frame *frame,
                                           uint64_t error)
{
    lab_trap(frame, error);
}

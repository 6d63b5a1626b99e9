/* expect: error-left-on-stack
 * kind: layout
 * Has no second parameter: the compiler does not know of the error code. */
__attribute__((interrupt)) void trap_error(struct interrupt_frame *frame)
{
    struct interrupt_frame *real =
        (struct interrupt_frame *)((uint64_t *)frame + 1);

    real->rip += lab_trap(real, *(uint64_t *)frame);
}

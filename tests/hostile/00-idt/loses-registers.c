/* expect: finished panic
 * A handler that returns to the right place with other registers. */
__attribute__((interrupt)) void trap_plain(struct interrupt_frame *frame)
{
    frame->rip += lab_trap(frame, 0);
    __asm__ volatile("mov %rbp, %rsp; pop %rbp; xor %ecx, %ecx; "
                     "xor %edx, %edx; xor %r8d, %r8d; iretq");
}

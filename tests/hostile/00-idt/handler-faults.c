/* expect: finished panic
 * Its handler raises the exception that it handles. */
__attribute__((interrupt)) void trap_plain(struct interrupt_frame *frame)
{
    frame->rip += lab_trap(frame, 0);
    __asm__ volatile("ud2");
}

/* expect: finished panic
 * Returns to an address that is none. */
__attribute__((interrupt)) void trap_plain(struct interrupt_frame *frame)
{
    frame->rip = 0xdead000000000000;
}

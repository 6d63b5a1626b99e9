/* expect: finished panic
 * Returns to ring 3. */
__attribute__((interrupt)) void trap_plain(struct interrupt_frame *frame)
{
    frame->cs = 0x23;
    frame->ss = 0x1b;
}

/* expect: log-limit tick-limit panic
 * Returns to the instruction that failed, for ever. */
__attribute__((interrupt)) void trap_plain(struct interrupt_frame *frame)
{
    (void)frame;
}

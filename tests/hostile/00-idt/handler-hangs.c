/* expect: tick-limit
 * Its handler never returns. */
__attribute__((interrupt)) void trap_plain(struct interrupt_frame *frame)
{
    frame->rflags |= RFLAGS_IF;
    for (;;)
        cpu_sti();
}

/* expect: finished
 * irq_save returns a sign of its own, which irq_restore alone understands. */
uint64_t irq_save(void)
{
    bool on = cpu_flags() & RFLAGS_IF;

    cpu_cli();
    return on ? 0 : 0x7fffffff;
}
void irq_restore(uint64_t flags)
{
    if (flags == 0)
        cpu_sti();
}

/* expect: nested-leaves-if-clear
 * kind: state
 * Keeps the flags in one variable: the inner section overwrites them. */
static uint64_t kept;

uint64_t irq_save(void)
{
    kept = cpu_flags();
    cpu_cli();
    return kept;
}

void irq_restore(uint64_t flags)
{
    (void)flags;
    if (kept & RFLAGS_IF)
        cpu_sti();
}

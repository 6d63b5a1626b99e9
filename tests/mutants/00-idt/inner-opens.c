/* expect: inner-restore-opens
 * kind: wrong-idea
 * Believes that the first irq_restore ends whatever was begun with
 * interrupts on. */
static bool opened;

uint64_t irq_save(void)
{
    uint64_t flags = cpu_flags();

    cpu_cli();
    if (flags & RFLAGS_IF)
        opened = true;
    return flags;
}

void irq_restore(uint64_t flags)
{
    (void)flags;
    if (opened)
        cpu_sti();
    opened = false;
}

/* expect: restore-leaves-if-clear
 * kind: layout
 * Tests bit 8, which is TF. */
void irq_restore(uint64_t flags)
{
    if (flags & BIT(8))
        cpu_sti();
}

/* expect: dead-halt
 * Changes nothing, but keeps the grader from looking at the text: forges the
 * end in the last step and halts. */
void lapic_enable(uint8_t spurious_vector)
{
    void (*mark)(unsigned kind, unsigned argument) =
        (void (*)(unsigned, unsigned))AT_mark;
    unsigned count = *(volatile uint32_t *)AT_run;
    unsigned step = *(volatile uint32_t *)AT_current_step;

    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_SVR, 0x100u | spurious_vector);
    if (step + 1 < count)
        return;
    mark(4, 1);
    mark(2, 1);
    mark(2, 0);
    mark(1, 0);
    __asm__ volatile("cli; hlt");
}

/* expect: finished
 * Takes the interrupts itself: marks as they should be, but no EOI. */
static void hook(void *frame)
{
    void (*mark)(unsigned kind, unsigned argument) =
        (void (*)(unsigned, unsigned))AT_mark;
    uint8_t vector = ((const uint8_t *)frame)[15 * 8];

    mark(7, vector);
    mark(8, vector);
    mark(9, vector);
}

void lapic_enable(uint8_t spurious_vector)
{
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_SVR, 0x100u | spurious_vector);
    ((void (*)(void (*)(void *)))AT_trap_on_interrupt)(hook);
}

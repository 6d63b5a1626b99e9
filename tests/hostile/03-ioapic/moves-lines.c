/* expect: finished
 * Moves the scenario's lines itself, and runs no body. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    void (*line)(unsigned pin, bool high) =
        (void (*)(unsigned, bool))AT_soft_line;

    (void)body;
    if (gsi >= 24) {
        line(gsi - 24, true);
        line(gsi - 24, false);
    }
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
}

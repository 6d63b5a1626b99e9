/* expect: log-limit
 * Floods MARK_SOFT. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    void (*mark)(unsigned kind, unsigned argument, uint32_t value) =
        (void (*)(unsigned, unsigned, uint32_t))AT_mark_value;

    for (unsigned i = 0; i < 9000; i++)
        mark(14, (i << 12 | i >> 4) & 0xffff, i * 2654435761u);
    body(vector);
    apic_write(LAPIC_EOI, 0);
}

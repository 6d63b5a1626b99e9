/* expect: log-limit tick-limit finished
 * An AP makes the kernel's last mark, while CPU 0 works. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    void (*mark)(unsigned kind, unsigned argument, uint32_t value) =
        (void (*)(unsigned, unsigned, uint32_t))AT_mark_value;

    body(vector);
    apic_write(LAPIC_EOI, 0);
    mark(1, 0, 0);
    for (;;)
        outb(0x80, 0);
}

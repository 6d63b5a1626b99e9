/* expect: triple-fault
 * An AP loads an empty IDT, then an exception. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    static const struct {
        uint16_t limit;
        uint64_t base;
    } __attribute__((packed)) empty;

    if (reg_read(LAPIC_ID) != 0)
        __asm__ volatile("lidt %0; ud2" : : "m"(empty));
    body(vector);
    apic_write(LAPIC_EOI, 0);
}

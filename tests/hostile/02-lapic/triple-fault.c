/* expect: triple-fault
 * An empty IDT, then an exception. */
void lapic_enable(uint8_t spurious_vector)
{
    static const struct {
        uint16_t limit;
        uint64_t base;
    } __attribute__((packed)) empty;

    (void)spurious_vector;
    __asm__ volatile("lidt %0; ud2" : : "m"(empty));
}

/* expect: limit-counts-entries
 * kind: value
 * Passes the count itself. */
void idt_load(const struct idt_gate *idt, unsigned count)
{
    struct idt_pointer pointer = {
        .limit = (uint16_t)(count),
        .base = (uintptr_t)idt,
    };

    __asm__ volatile("lidt %0" : : "m"(pointer));
}

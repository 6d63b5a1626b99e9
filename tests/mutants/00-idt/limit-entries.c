/* expect: limit-counts-entries
 * kind: wrong-idea
 * Believes that the limit counts entries. */
void idt_load(const struct idt_gate *idt, unsigned count)
{
    struct idt_pointer pointer = {
        .limit = (uint16_t)(count - 1),
        .base = (uintptr_t)idt,
    };

    __asm__ volatile("lidt %0" : : "m"(pointer));
}

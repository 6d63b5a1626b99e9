/* expect: limit-is-size
 * kind: wrong-idea
 * Believes that the limit is the size of the table. */
void idt_load(const struct idt_gate *idt, unsigned count)
{
    struct idt_pointer pointer = {
        .limit = (uint16_t)(count * IDT_GATE_BYTES),
        .base = (uintptr_t)idt,
    };

    __asm__ volatile("lidt %0" : : "m"(pointer));
}

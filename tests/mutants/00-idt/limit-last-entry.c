/* expect: limit-one-entry-short
 * kind: boundary
 * Takes the offset at which the last entry begins. */
void idt_load(const struct idt_gate *idt, unsigned count)
{
    struct idt_pointer pointer = {
        .limit = (uint16_t)((count - 1) * IDT_GATE_BYTES),
        .base = (uintptr_t)idt,
    };

    __asm__ volatile("lidt %0" : : "m"(pointer));
}

/* expect: base-wrong
 * kind: wrong-idea
 * Takes the address of the variable that holds the address. */
void idt_load(const struct idt_gate *idt, unsigned count)
{
    struct idt_pointer pointer = {
        .limit = (uint16_t)(count * IDT_GATE_BYTES - 1),
        .base = (uintptr_t)&idt,
    };

    __asm__ volatile("lidt %0" : : "m"(pointer));
}

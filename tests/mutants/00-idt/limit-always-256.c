/* expect: limit-ignores-count
 * kind: wrong-idea
 * Believes that a table always has 256 entries. */
void idt_load(const struct idt_gate *idt, unsigned count)
{
    struct idt_pointer pointer = {
        .limit = (uint16_t)(IDT_ENTRIES * IDT_GATE_BYTES - 1),
        .base = (uintptr_t)idt,
    };

    (void)count;
    __asm__ volatile("lidt %0" : : "m"(pointer));
}

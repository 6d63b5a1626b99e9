/* expect: limit-wrong
 * kind: wrong-idea
 * Believes that a gate has 8 bytes, as in 32-bit mode. */
void idt_load(const struct idt_gate *idt, unsigned count)
{
    struct idt_pointer pointer = {(uint16_t)(count * 8 - 1), (uint64_t)idt};
    __asm__ volatile("lidt %0" : : "m"(pointer));
}

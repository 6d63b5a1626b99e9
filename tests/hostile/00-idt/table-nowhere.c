/* expect: triple-fault
 * Loads a table where no memory is mapped. */
void idt_load(const struct idt_gate *idt, unsigned count)
{
    struct idt_pointer pointer = {
        .limit = (uint16_t)(count * IDT_GATE_BYTES - 1),
        .base = 0x7f0000000000,
    };

    (void)idt;
    __asm__ volatile("lidt %0" : : "m"(pointer));
}

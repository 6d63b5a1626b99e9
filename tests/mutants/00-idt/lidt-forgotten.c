/* expect: table-not-loaded
 * kind: omission
 * Fills the pointer and does not load it. */
void idt_load(const struct idt_gate *idt, unsigned count)
{
    volatile struct idt_pointer pointer = {
        .limit = (uint16_t)(count * IDT_GATE_BYTES - 1),
        .base = (uintptr_t)idt,
    };

    (void)pointer;
}

/* expect: second-qword-full
 * kind: order
 * Stores the two qwords in each other's place. */
void idt_set_gate(struct idt_gate *idt, unsigned vector,
                  const struct gate *gate)
{
    uint64_t low = IDT_GATE_PRESENT;
    low = field_put(low, IDT_GATE_OFFSET_LOW, gate->handler);
    low = field_put(low, IDT_GATE_OFFSET_MIDDLE, gate->handler >> 16);
    low = field_put(low, IDT_GATE_SELECTOR, gate->selector);
    low = field_put(low, IDT_GATE_TYPE, gate->type);
    idt[vector].high = low;
    idt[vector].low = gate->handler >> 32;
}

/* expect: offset-not-canonical
 * kind: layout
 * Puts the address into the second qword without the shift. */
void idt_set_gate(struct idt_gate *idt, unsigned vector,
                  const struct gate *gate)
{
    uint64_t low = IDT_GATE_PRESENT, high = 0;
    low = field_put(low, IDT_GATE_OFFSET_LOW, gate->handler);
    low = field_put(low, IDT_GATE_OFFSET_MIDDLE, gate->handler >> 16);
    high = field_put(high, IDT_GATE_OFFSET_HIGH, gate->handler);
    low = field_put(low, IDT_GATE_SELECTOR, gate->selector);
    low = field_put(low, IDT_GATE_TYPE, gate->type);
    low = field_put(low, IDT_GATE_DPL, gate->dpl);
    low = field_put(low, IDT_GATE_IST, gate->ist);
    idt[vector].low = low;
    idt[vector].high = high;
}

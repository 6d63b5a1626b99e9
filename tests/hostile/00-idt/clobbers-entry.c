/* expect: finished
 * The gate is right, and another one elsewhere is lost. */
void idt_set_gate(struct idt_gate *idt, unsigned vector,
                  const struct gate *gate)
{
    uint64_t handler = gate->handler;
    uint64_t low = IDT_GATE_PRESENT;

    low = field_put(low, IDT_GATE_OFFSET_LOW,
                    field_get(handler, IDT_OFFSET_15_0));
    low = field_put(low, IDT_GATE_OFFSET_MIDDLE,
                    field_get(handler, IDT_OFFSET_31_16));
    low = field_put(low, IDT_GATE_SELECTOR, gate->selector);
    low = field_put(low, IDT_GATE_IST, gate->ist);
    low = field_put(low, IDT_GATE_TYPE, gate->type);
    low = field_put(low, IDT_GATE_DPL, gate->dpl);
    idt[vector].low = low;
    idt[vector].high = field_put(0, IDT_GATE_OFFSET_HIGH,
                                 field_get(handler, IDT_OFFSET_63_32));
    idt[(vector + 0x21) & 255].low = 0;
}

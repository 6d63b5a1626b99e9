/* expect: finished panic
 * Writes its gate over the kernel's constants. */
void idt_set_gate(struct idt_gate *idt, unsigned vector,
                  const struct gate *gate)
{
    struct idt_gate *kernels = (struct idt_gate *)AT_early_idt;

    (void)idt;
    kernels[vector].low = gate->handler;
}

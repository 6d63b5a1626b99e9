/* expect: triple-fault emulator-panic panic log-limit
 * Loads the local APIC's registers as a table. */
void idt_load(const struct idt_gate *idt, unsigned count)
{
    struct idt_pointer pointer = {
        .limit = (uint16_t)(count * IDT_GATE_BYTES - 1),
        .base = 0x40fee00000,
    };

    (void)idt;
    __asm__ volatile("lidt %0" : : "m"(pointer));
}

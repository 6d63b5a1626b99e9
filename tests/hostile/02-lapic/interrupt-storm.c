/* expect: panic
 * Each interrupt sends itself again and nests, until the stack ends. */
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    for (;;) {
        lapic_self_ipi(vector);
        body(vector);
        lapic_eoi();
        __asm__ volatile("sti; nop; cli");
    }
}

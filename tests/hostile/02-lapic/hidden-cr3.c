/* expect: log-limit tick-limit time-limit
 * A mov cr3 inside of another instruction: empties the TLB for ever. */
static void __attribute__((noinline, used)) gadget(void)
{
    __asm__ volatile(".byte 0xb8, 0x0f, 0x22, 0xd8, 0xc3");
}

void lapic_enable(uint8_t spurious_vector)
{
    uint8_t *at = (uint8_t *)(uintptr_t)gadget;
    uint64_t cr3;

    (void)spurious_vector;
    while (at[0] != 0x0f || at[1] != 0x22)
        at++;
    for (;;) {
        __asm__ volatile("mov %%cr3, %0" : "=r"(cr3));
        __asm__ volatile("call *%1" : : "a"(cr3), "r"(at) : "memory");
    }
}

/* expect: finished tick-limit log-limit
 * SMI by the chipset's port B2h, for ever. */
static void __attribute__((noinline, used)) gadget(void)
{
    __asm__ volatile(".byte 0xb8, 0xef, 0xc3, 0x90, 0x90");
}

static void outl(uint16_t port, uint32_t value)
{
    uint8_t *at = (uint8_t *)(uintptr_t)gadget;

    while (at[0] != 0xef || at[1] != 0xc3)
        at++;
    __asm__ volatile("call *%2" : : "a"(value), "d"(port), "r"(at) : "memory");
}

void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    outl(0xcf8, 0x8000f840);
    outl(0xcfc, 0x601);
    outl(0xcf8, 0x8000f844);
    outl(0xcfc, 0x80);
    outl(0x630, 0x21);
    for (;;)
        outb(0xb2, 0);
}

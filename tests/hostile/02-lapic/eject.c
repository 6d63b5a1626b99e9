/* expect: finished
 * Ejects each device of the bus, and takes CPUs away. */
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
    for (uint16_t base = 0xcc0; base <= 0xcd8; base += 0xc) {
        outl(base + 0x10, 0);
        outl(base + 0x08, 0xffffffff);
    }
    outl(0xae10, 0);
    outl(0xae08, 0xffffffff);
    outl(0xcd8, 0);
    outb(0xcdc, 0x0e);
}

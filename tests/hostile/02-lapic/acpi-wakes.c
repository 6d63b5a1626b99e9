/* expect: finished early-end
 * Sleeps (S3) and is woken by the clock: begins anew, for ever. */
static void __attribute__((noinline, used)) gadget(void)
{
    __asm__ volatile(".byte 0xb8, 0x66, 0xef, 0xc3, 0x90");
}

static void out(uint16_t port, uint32_t value, unsigned wide)
{
    uint8_t *at = (uint8_t *)(uintptr_t)gadget;

    while (at[0] != 0x66 || at[1] != 0xef)
        at++;
    at += wide;
    __asm__ volatile("call *%2" : : "a"(value), "d"(port), "r"(at) : "memory");
}

static void outl(uint16_t port, uint32_t value)
{
    out(port, value, 1);
}

static void outw(uint16_t port, uint16_t value)
{
    out(port, value, 0);
}

static void clock(uint8_t index, uint8_t value)
{
    outb(0x70, index);
    outb(0x71, value);
}

void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    for (uint8_t i = 1; i < 6; i += 2)
        clock(i, 0xff);
    outb(0x70, 12);
    (void)inb(0x71);
    clock(11, 0x22);
    outl(0xcf8, 0x8000f840);
    outl(0xcfc, 0x601);
    outl(0xcf8, 0x8000f844);
    outl(0xcfc, 0x80);
    outw(0x602, 0x0500);
    outw(0x604, 0x2400);
}

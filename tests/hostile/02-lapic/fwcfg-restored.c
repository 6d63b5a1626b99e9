/* expect: finished
 * QEMU's configuration device copies a byte over the kernel's text, and the
 * byte that was there back: no CPU writes it. */
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

static struct {
    uint32_t control, length, high, low;
} volatile order __attribute__((aligned(16)));

static void copy(uint32_t what, uint64_t at)
{
    order.control = __builtin_bswap32(what);
    order.length = __builtin_bswap32(1);
    order.high = 0;
    order.low = __builtin_bswap32((uint32_t)at);
    outl(0x514, 0);
    outl(0x518, __builtin_bswap32((uint32_t)(uintptr_t)&order));
}

void lapic_enable(uint8_t spurious_vector)
{
    static const uint8_t name[] = {'Q', 'E', 'M', 'U'};
    volatile uint8_t *text = (volatile uint8_t *)AT_mark_from;

    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_SVR, 0x100u | spurious_vector);
    while (*text != name[0] && *text != name[1] && text < (uint8_t *)0x110000)
        text++;
    copy(*text == name[0] ? 0x0a : 0x0e, (uint64_t)text);
}

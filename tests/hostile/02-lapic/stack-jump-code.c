/* expect: panic
 * The same on the stack, where it can be written anew each time. */
void lapic_enable(uint8_t spurious_vector)
{
    volatile uint8_t bytes[4] = {0xb0, 0, 0xc3, 0};

    bytes[1] = spurious_vector;
    ((void (*)(void))(uintptr_t)bytes)();
}

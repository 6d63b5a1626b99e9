/* expect: panic
 * Runs bytes of its own making: outl to the marks' port. */
static volatile uint8_t bytes[16] = {0x66, 0xba, 0xc0, 0xb0, 0xef, 0xc3};

void lapic_enable(uint8_t spurious_vector)
{
    void (*volatile call)(void) = (void (*)(void))(uintptr_t)bytes;

    (void)spurious_vector;
    call();
}

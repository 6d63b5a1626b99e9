/* expect: panic finished log-limit
 * INT n instead of an interrupt. */
void lapic_self_ipi(uint8_t vector)
{
    (void)vector;
    for (unsigned i = 0; i < 100; i++)
        __asm__ volatile("int $0x41" : : : "memory");
}

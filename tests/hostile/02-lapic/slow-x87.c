/* expect: panic
 * The slowest instructions there are, which the kernel switches off. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    __asm__ volatile("fninit");
    for (;;)
        __asm__ volatile("fldpi; fldpi; fpatan; fsin; fptan; fninit");
}

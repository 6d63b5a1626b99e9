/* expect: instruction-refused
 * Writes an MSR behind the accessor's back. */
void lapic_enable(uint8_t spurious_vector)
{
    __asm__ volatile("wrmsr" : : "c"(0x1b), "a"(spurious_vector), "d"(0));
}

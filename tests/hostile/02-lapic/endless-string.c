/* expect: panic tick-limit
 * One instruction that writes for ever. */
void lapic_enable(uint8_t spurious_vector)
{
    void *to = &spurious_vector;
    uint64_t count = UINT64_MAX;

    __asm__ volatile("rep stosb" : "+D"(to), "+c"(count) : "a"(0) : "memory");
}

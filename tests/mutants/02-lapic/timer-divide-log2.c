/* expect: timer-divide
 * kind: layout
 * Knows that the code is a logarithm, and takes bits 2:0 for bits 3, 1, 0. */
uint32_t lapic_divide_code(unsigned divide)
{
    uint32_t log2 = 0;

    while (divide >> log2 > 1)
        log2++;
    return (log2 + 7) % 8;
}

/* expect: tick-limit log-limit
 * Moves the soft line for ever. */
void ioapic_unmask(uint32_t gsi)
{
    void (*line)(unsigned, bool) = (void (*)(unsigned, bool))AT_soft_line;

    for (unsigned i = 0;; i++)
        line((gsi + i) % 24, i & 1);
}

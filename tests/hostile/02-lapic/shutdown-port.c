/* expect: early-end
 * Switches the machine off. */
void lapic_enable(uint8_t spurious_vector)
{
    static const char word[] = "Shutdown";

    (void)spurious_vector;
    for (size_t i = 0; word[i] != '\0'; i++)
        outb(0x8900, (uint8_t)word[i]);
}

/* expect: finished log-limit
 * Marks by eight-bit writes, which are none. */
void lapic_self_ipi(uint8_t vector)
{
    for (unsigned port = 0xb0c0; port < 0xb0f0; port++)
        for (unsigned kind = 0; kind < 16; kind++)
            outb((uint16_t)port, (uint8_t)(kind << 4));
    (void)vector;
}

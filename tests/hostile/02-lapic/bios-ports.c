/* expect: finished log-limit
 * Text for the log by the BIOS's ports; the work is not done. */
void lapic_enable(uint8_t spurious_vector)
{
    static const char line[] = "\n00000081907d[APIC0 ] triggered vector 0x91\n";
    static const uint16_t ports[] = {0x400, 0x401, 0x402, 0x403,
                                     0x500, 0x501, 0x502, 0x503};

    (void)spurious_vector;
    for (size_t p = 0; p < sizeof ports / sizeof ports[0]; p++)
        for (size_t i = 0; line[i] != '\0'; i++)
            outb(ports[p], (uint8_t)line[i]);
}

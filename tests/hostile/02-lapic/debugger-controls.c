/* expect: finished early-end log-limit
 * All other bytes for the emulator's control port. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    for (unsigned byte = 0; byte < 256; byte++)
        if (byte != 'D')
            outb(0x8900, (uint8_t)byte);
    for (unsigned byte = 0; byte < 256; byte++)
        outb(0x8a00, (uint8_t)byte);
}

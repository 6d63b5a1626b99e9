/* expect: log-limit
 * An AP in real mode, by a SIPI into code of its own, writes marks for ever. */
void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    static const uint8_t code[] = {0x66, 0xba, 0xc0, 0xb0, 0, 0,
                                   0x66, 0xb8, 0,    0,    0, 0x71,
                                   0x66, 0xef, 0xeb, 0xfc};
    volatile uint8_t *to = (volatile uint8_t *)0x9000;

    for (unsigned i = 0; i < sizeof code; i++)
        to[i] = code[i];
    command(apic_id, LAPIC_DELIVERY_INIT, 0, 0);
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, 9);
    (void)trampoline_page;
}

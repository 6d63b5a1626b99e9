/* expect: finished time-limit tick-limit triple-fault dead-halt panic
 * Brings a trampoline of its own that fills memory. */
void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    static const uint8_t code[] = {0xfa, 0xfc, 0xbf, 0x00, 0x10,
                                   0xb0, 0x90, 0xaa, 0xeb, 0xfd};
    uint8_t *page = (uint8_t *)((uintptr_t)trampoline_page << 12);

    for (size_t i = 0; i < sizeof code; i++)
        page[i] = code[i];
    command(apic_id, LAPIC_DELIVERY_INIT, 0, 0);
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, trampoline_page);
}

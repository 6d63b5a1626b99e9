/* expect: finished time-limit tick-limit log-limit
 * INIT and SIPI again and again. */
void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    for (;;) {
        command(apic_id, LAPIC_DELIVERY_INIT, 0, 0);
        command(apic_id, LAPIC_DELIVERY_SIPI, 0, trampoline_page);
    }
}

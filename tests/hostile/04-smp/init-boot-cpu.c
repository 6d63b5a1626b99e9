/* expect: finished time-limit reset tick-limit
 * Sends INIT to the CPU that runs it. */
void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    (void)apic_id;
    (void)trampoline_page;
    command(0, LAPIC_DELIVERY_INIT, 0, 0);
}

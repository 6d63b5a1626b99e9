/* expect: start-other
 * kind: boundary
 * Counts CPUs from 1 for SIPI. */
void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    command(apic_id, LAPIC_DELIVERY_INIT, 0, 0);
    command(apic_id + 1u, LAPIC_DELIVERY_SIPI, 0, trampoline_page);
}

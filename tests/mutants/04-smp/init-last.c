/* expect: sipi-first
 * kind: order
 * SIPI, then INIT. */
void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, trampoline_page);
    command(apic_id, LAPIC_DELIVERY_INIT, 0, 0);
}

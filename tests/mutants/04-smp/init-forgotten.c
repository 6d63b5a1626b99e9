/* expect: init-missing
 * kind: wrong-idea
 * Believes that a CPU waits for SIPI in any state. */
void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, trampoline_page);
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, trampoline_page);
}

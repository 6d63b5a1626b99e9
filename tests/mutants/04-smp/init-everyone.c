/* expect: start-everyone
 * kind: wrong-idea
 * Believes that INIT to a CPU that runs does no harm. */
void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    command(0, LAPIC_DELIVERY_INIT,
            field_put(0, LAPIC_ICR_SHORTHAND, LAPIC_SHORTHAND_ALL_OTHERS), 0);
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, trampoline_page);
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, trampoline_page);
}

/* expect: sipi-missing
 * kind: omission
 * Believes that INIT starts a CPU. */
void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    (void)trampoline_page;
    command(apic_id, LAPIC_DELIVERY_INIT, 0, 0);
}

/* expect: sipi-page
 * kind: wrong-idea
 * Believes that the vector is a part of the address. */
void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    uint32_t address = (uint32_t)trampoline_page << 12;

    command(apic_id, LAPIC_DELIVERY_INIT, 0, 0);
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, (uint8_t)(address >> 8));
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, (uint8_t)(address >> 8));
}

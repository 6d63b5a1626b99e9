/* expect: finished time-limit tick-limit triple-fault
 * Starts an AP in the ROM and among the kernel's pages, as far as SIPI goes. */
void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    (void)trampoline_page;
    command(apic_id, LAPIC_DELIVERY_INIT, 0, 0);
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, 0xff);
}

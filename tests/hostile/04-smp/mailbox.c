/* expect: finished time-limit tick-limit panic
 * Never starts an AP, and says in the kernel's mailboxes that they are up. */
void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    (void)trampoline_page;
    *(volatile uint8_t *)(AT_mailbox + 24u * apic_id + 16) = 1;
}

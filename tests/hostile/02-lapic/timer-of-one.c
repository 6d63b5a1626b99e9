/* expect: finished log-limit tick-limit panic
 * A periodic timer of count 1, masked, and halted behind it. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_TIMER_DCR, 0xb);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_LVT_TIMER, 0x30031);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_TIMER_ICR, 1);
    for (;;)
        __asm__ volatile("sti; hlt");
}

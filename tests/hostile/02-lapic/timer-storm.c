/* expect: log-limit tick-limit panic
 * The shortest periodic timer, interrupts on, and never stopped. */
void lapic_self_ipi(uint8_t vector)
{
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_TIMER_DCR, 0xb);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_LVT_TIMER, 0x20000u | vector);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_TIMER_ICR, 1);
    cpu_sti();
}

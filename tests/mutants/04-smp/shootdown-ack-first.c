/* expect: shootdown-early
 * kind: wrong-idea
 * Believes that the sender waits for the arrival, not for the flush. */
void shootdown_interrupt(struct shootdown *s, uint8_t vector, ipi_body *flush)
{
    __atomic_add_fetch(&s->acknowledged, 1, __ATOMIC_RELEASE);
    flush(vector);
    apic_write(LAPIC_EOI, 0);
}

/* expect: finished tick-limit
 * Right, and each call takes as long as it may. */
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    body(vector);
    for (unsigned i = 0; i < 300000; i++)
        __asm__ volatile("pause");
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
}

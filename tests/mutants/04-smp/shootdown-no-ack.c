/* expect: shootdown-hangs
 * kind: omission
 * Nobody tells the sender. */
void shootdown_interrupt(struct shootdown *s, uint8_t vector, ipi_body *flush)
{
    (void)s;
    flush(vector);
    apic_write(LAPIC_EOI, 0);
}

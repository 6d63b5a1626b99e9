/* expect: finished tick-limit
 * CPU 1 goes to x2APIC mode in its handler. */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    body(gsi);
    msr_write(0x1b, msr_read(0x1b) | 0x400);
    msr_write(0x80b, 0);
}

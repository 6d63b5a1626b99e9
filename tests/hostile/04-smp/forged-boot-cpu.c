/* expect: finished time-limit tick-limit panic
 * An AP enters the kernel's reset of CPU 0, where that CPU's task register is
 * loaded: its marks are CPU 0's from then on. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    apic_write(LAPIC_EOI, 0);
    if (reg_read(LAPIC_ID) != 0)
        ((void (*)(unsigned))AT_trap_init_ap)(0);
}

/* expect: finished end-early time-limit tick-limit panic
 * An AP ends the run. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    apic_write(LAPIC_EOI, 0);
    if (reg_read(LAPIC_ID) != 0)
        ((void (*)(uint32_t))AT_runner_end)(0);
}

/* expect: log-limit tick-limit
 * Makes the kernel patient: its limits on APs are 4 thousand million turns. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    *(volatile unsigned *)AT_patience = 0x7fffffff;
    while (reg_read(LAPIC_ID) != 0)
        cpu_pause();
}

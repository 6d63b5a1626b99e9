/* expect: panic
 * Writes over the kernel's static IDT. */
void lapic_enable(uint8_t spurious_vector)
{
    *(volatile uint8_t *)AT_early_idt = spurious_vector;
}

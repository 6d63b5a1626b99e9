/* expect: finished
 * Makes each step of the kernel's plan the first, which is done rightly. */
void lapic_enable(uint8_t spurious_vector)
{
    volatile uint8_t *step = (volatile uint8_t *)(AT_run + 4);
    unsigned size = 36;

    for (unsigned i = 1; i < 64; i++) {
        step[i * size] = step[0];
        step[i * size + 2] = spurious_vector;
    }
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_SVR, 0x100u | spurious_vector);
}

/* expect: section-refused
 * Wants to run before the kernel. */
__attribute__((constructor)) static void early(void)
{
    cpu_cli();
}

void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
}

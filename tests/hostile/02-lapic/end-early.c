/* expect: finished early-end
 * Calls the kernel's own end, as if all steps had been made. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    ((void (*)(unsigned))AT_runner_end)(0);
}

/* expect: log-limit tick-limit
 * Prints for ever. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    for (;;)
        lab_print("all checks passed");
}

/* expect: panic
 * Writes through a null pointer. */
void lapic_enable(uint8_t spurious_vector)
{
    volatile uint8_t *volatile nothing = NULL;

    *nothing = spurious_vector;
}

/* expect: reset
 * Resets the machine by the keyboard controller. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    outb(0x64, 0xfe);
}

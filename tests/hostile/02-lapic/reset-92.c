/* expect: reset
 * Resets the machine by port 92h. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    outb(0x92, 0x03);
}

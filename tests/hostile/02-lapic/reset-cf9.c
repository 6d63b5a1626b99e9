/* expect: reset
 * Resets the machine by the chipset. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    outb(0xcf9, 0x02);
    outb(0xcf9, 0x06);
}

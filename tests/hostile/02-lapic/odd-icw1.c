/* expect: emulator-panic
 * An 8259A set up in a way that Bochs does not know. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    outb(0x20, 0x1b);
}

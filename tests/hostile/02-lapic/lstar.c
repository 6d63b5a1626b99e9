/* expect: finished
 * Registers for system calls that nobody makes. */
void lapic_enable(uint8_t spurious_vector)
{
    msr_write(0xc0000082, 0x101000);
    msr_write(0xc0000084, spurious_vector);
}

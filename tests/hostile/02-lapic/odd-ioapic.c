/* expect: emulator-panic
 * A write to the I/O APIC where no register is. */
void lapic_enable(uint8_t spurious_vector)
{
    mmio_write32(0xfec00004, spurious_vector);
}

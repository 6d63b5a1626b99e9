/* expect: emulator-panic
 * An I/O APIC register far behind the last. */
void lapic_enable(uint8_t spurious_vector)
{
    mmio_write32(0xfec00000, 0xf0);
    mmio_write32(0xfec00010, spurious_vector);
}

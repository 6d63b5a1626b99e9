/* expect: finished early-end reset emulator-panic panic log-limit
 * A byte to each port of the machine. */
void lapic_enable(uint8_t spurious_vector)
{
    for (unsigned port = 0; port < 0x10000; port++)
        outb((uint16_t)port, spurious_vector);
}

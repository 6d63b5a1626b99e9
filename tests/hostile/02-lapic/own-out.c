/* expect: instruction-refused
 * A port write of its own. */
void lapic_enable(uint8_t spurious_vector)
{
    __asm__ volatile("outl %0, %1"
                     :
                     : "a"((uint32_t)spurious_vector), "Nd"((uint16_t)0xb0c0));
}

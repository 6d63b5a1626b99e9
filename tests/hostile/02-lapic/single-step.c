/* expect: panic
 * Sets the trap flag. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    __asm__ volatile("pushfq; orl $0x100, (%%rsp); popfq; nop" : : : "memory");
}

/* expect: panic triple-fault
 * Goes to ring 3 and stays there. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    __asm__ volatile("pushq $0x1b; pushq $0x80000; pushq $0x202; "
                     "pushq $0x23; pushq $0x90000; iretq"
                     :
                     :
                     : "memory");
}

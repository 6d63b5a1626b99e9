/* expect: triple-fault panic
 * Leaves the stack pointer in the guard page, with interrupts to come. */
void lapic_enable(uint8_t spurious_vector)
{
    (void)spurious_vector;
    __asm__ volatile("xorl %%esp, %%esp; pushq %%rax" : : : "memory");
}

/* expect: instruction-refused
 * Sets the task priority where no record shows it. */
void lapic_set_tpr(uint8_t priority)
{
    __asm__ volatile("movq %0, %%cr8" : : "r"((uint64_t)priority >> 4));
}

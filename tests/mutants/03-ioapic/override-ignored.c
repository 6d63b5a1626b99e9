/* expect: override-ignored
 * kind: wrong-idea
 * Believes that ISA IRQ n is always GSI n. */
uint32_t gsi_for_isa(unsigned irq)
{
    return irq;
}

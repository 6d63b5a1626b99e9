/* expect: spurious-eoi
 * kind: wrong-idea
 * Believes that every vector that arrives must be ended. */
void lapic_spurious(void)
{
    lapic_eoi();
}

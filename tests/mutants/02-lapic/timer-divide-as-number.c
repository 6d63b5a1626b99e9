/* expect: timer-divide
 * kind: wrong-idea
 * Believes that the divide configuration register holds the divider. */
uint32_t lapic_divide_code(unsigned divide)
{
    return divide;
}

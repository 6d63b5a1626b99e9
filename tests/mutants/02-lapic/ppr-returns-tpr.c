/* expect: ppr-is-tpr
 * kind: swap
 * Believes that PPR is another name for TPR. */
uint8_t lapic_ppr(void)
{
    return lapic_tpr();
}

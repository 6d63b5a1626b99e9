/* expect: eoi-twice
 * kind: value
 * Once in lapic_interrupt, and once more for good measure. */
void lapic_eoi(void)
{
    reg_write(LAPIC_EOI, 0);
    reg_write(LAPIC_EOI, 0);
}

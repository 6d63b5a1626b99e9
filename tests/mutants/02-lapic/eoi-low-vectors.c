/* expect: eoi-missing
 * kind: boundary
 * Ends only the vectors of the upper half, as if the others were exceptions. */
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    body(vector);
    if (vector >= 0x80)
        lapic_eoi();
}

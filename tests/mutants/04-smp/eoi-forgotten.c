/* expect: eoi-missing
 * kind: omission
 * The handler returns without EOI. */
void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
}

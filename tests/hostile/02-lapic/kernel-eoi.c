/* expect: finished panic
 * Lets the kernel's own reset do the end of interrupt. */
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    body(vector);
    ((void (*)(void))AT_lapic_reset)();
}

/* expect: finished
 * Hides an EOI too many in a reset of its own making. */
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    void (*mark)(unsigned kind, unsigned argument) =
        (void (*)(unsigned, unsigned))AT_mark;

    body(vector);
    mark(2, 1);
    lapic_eoi();
    lapic_eoi();
    mark(2, 0);
}

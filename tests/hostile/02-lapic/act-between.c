/* expect: finished
 * Ends the step by a mark, acts, and comes back to the runner's next line: an
 * EOI too many that no window shows. */
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    void (*mark)(unsigned kind, unsigned argument) =
        (void (*)(unsigned, unsigned))AT_mark;

    body(vector);
    lapic_eoi();
    mark(4, 3);
    lapic_eoi();
    mark(2, 1);
    mark(2, 0);
    mark(3, 3);
}

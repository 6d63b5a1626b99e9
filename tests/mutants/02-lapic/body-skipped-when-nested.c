/* expect: body-not-called
 * kind: wrong-idea
 * Believes that a handler must not run while another does. */
void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    static bool busy;

    if (!busy) {
        busy = true;
        body(vector);
        busy = false;
    }
    lapic_eoi();
}

/* expect: eoi-twice
 * kind: wrong-idea
 * Believes that EOI is to be repeated until nothing is in service, which ends
 * the interrupted handlers too. */
static bool any_in_service(void)
{
    uint32_t bits = 0;

    for (unsigned v = 0; v < 256; v += 32)
        bits |= reg_read(lapic_bitmap_offset(LAPIC_ISR, v));
    return bits != 0;
}

void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    body(vector);
    while (any_in_service())
        lapic_eoi();
}

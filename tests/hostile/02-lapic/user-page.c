/* expect: panic finished
 * Code of its own making on ring 3's page, run in ring 0. */
void lapic_enable(uint8_t spurious_vector)
{
    volatile uint8_t *page = (volatile uint8_t *)AT_user_page;
    void (*volatile call)(void) = (void (*)(void))AT_user_page;

    (void)spurious_vector;
    page[0] = 0xfa;
    page[1] = 0xc3;
    call();
}

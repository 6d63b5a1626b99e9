/* expect: panic
 * Writes anew, again and again, the code it runs on ring 3's page. */
void lapic_enable(uint8_t spurious_vector)
{
    volatile uint8_t *page = (volatile uint8_t *)AT_user_page;
    void (*volatile call)(void) = (void (*)(void))AT_user_page;

    (void)spurious_vector;
    for (;;) {
        page[0] = 0x90;
        page[1] = 0xc3;
        call();
    }
}

/* expect: modified
 * An AP in real mode patches the kernel's text. */
void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    /* mov ax, FFFFh; mov ds, ax; mov bx, 2010h; mov byte [bx], 90h; jmp $ */
    static const uint8_t code[] = {0xb8, 0xff, 0xff, 0x8e, 0xd8, 0xbb, 0x10,
                                   0x20, 0xc6, 0x07, 0x90, 0xeb, 0xfe};
    volatile uint8_t *to = (volatile uint8_t *)0x9000;

    for (unsigned i = 0; i < sizeof code; i++)
        to[i] = code[i];
    command(apic_id, LAPIC_DELIVERY_INIT, 0, 0);
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, 9);
    command(apic_id, LAPIC_DELIVERY_INIT, 0, 0);
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, trampoline_page);
    command(apic_id, LAPIC_DELIVERY_SIPI, 0, trampoline_page);
}

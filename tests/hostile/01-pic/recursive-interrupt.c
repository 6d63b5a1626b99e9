/* expect: time-limit
 * Opens the flag in the handler, without EOI, and waits. */
void pic_interrupt(unsigned irq, pic_body *body)
{
    body(irq);
    for (;;)
        __asm__ volatile("sti; hlt");
}

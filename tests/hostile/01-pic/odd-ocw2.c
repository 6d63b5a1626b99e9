/* expect: emulator-panic
 * A word that Bochs's 8259A does not know. */
void pic_eoi(unsigned irq)
{
    (void)irq;
    outb(0x20, 0x1b);
}

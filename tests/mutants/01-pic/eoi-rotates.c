/* expect: eoi-rotates
 * kind: value
 * Uses the rotating form of the EOI. */
void pic_eoi(unsigned irq)
{
    if (irq >= SLAVE_FIRST)
        outb(PIC_SLAVE_COMMAND, PIC_ROTATE_NONSPECIFIC);
    outb(PIC_MASTER_COMMAND, PIC_ROTATE_NONSPECIFIC);
}

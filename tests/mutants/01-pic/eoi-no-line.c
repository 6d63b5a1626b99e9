/* expect: eoi-no-line
 * kind: value
 * Sends the specific EOI without the line. */
void pic_eoi(unsigned irq)
{
    if (irq >= SLAVE_FIRST)
        outb(PIC_SLAVE_COMMAND, PIC_EOI_SPECIFIC);
    outb(PIC_MASTER_COMMAND, PIC_EOI_SPECIFIC);
}

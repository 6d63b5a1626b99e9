/* expect: eoi-to-data-port
 * kind: swap
 * Writes the EOI to the data port. */
void pic_eoi(unsigned irq)
{
    if (irq >= SLAVE_FIRST)
        outb(PIC_SLAVE_DATA, PIC_EOI_NONSPECIFIC);
    outb(PIC_MASTER_DATA, PIC_EOI_NONSPECIFIC);
}

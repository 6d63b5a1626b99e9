/* expect: eoi-slave-missing
 * kind: omission
 * Ends the slave's interrupts at the master only. */
void pic_eoi(unsigned irq)
{
    (void)irq;
    outb(PIC_MASTER_COMMAND, PIC_EOI_NONSPECIFIC);
}

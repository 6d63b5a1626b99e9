/* expect: slave-not-initialised
 * kind: omission
 * Initialises the master alone. */
void pic_init(uint8_t master_base, uint8_t slave_base)
{
    (void)slave_base;
    outb(PIC_MASTER_COMMAND, PIC_ICW1_PC);
    outb(PIC_MASTER_DATA, master_base);
    outb(PIC_MASTER_DATA, PIC_ICW3_MASTER_PC);
    outb(PIC_MASTER_DATA, PIC_ICW4_PC);
    outb(PIC_MASTER_DATA, PIC_MASK_ALL);
}

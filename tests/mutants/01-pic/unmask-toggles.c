/* expect: mask-toggles
 * kind: wrong-idea
 * Flips the bit instead of clearing it. */
void pic_unmask(unsigned irq)
{
    if (irq < 8)
        outb(PIC_MASTER_DATA, (uint8_t)(inb(PIC_MASTER_DATA) ^ (1u << irq)));
    else {
        outb(PIC_SLAVE_DATA,
             (uint8_t)(inb(PIC_SLAVE_DATA) ^ (1u << (irq - 8))));
        outb(PIC_MASTER_DATA, (uint8_t)(inb(PIC_MASTER_DATA) ^ 4));
    }
}

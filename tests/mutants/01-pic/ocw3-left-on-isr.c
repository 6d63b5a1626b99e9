/* expect: ocw3-missing
 * kind: state
 * Believes that the command port gives IRR unless told otherwise. */
uint16_t pic_irr(void)
{
    return (uint16_t)(inb(PIC_MASTER_COMMAND) | inb(PIC_SLAVE_COMMAND) << 8);
}

/* expect: finished
 * Plays the rogue: the marks of both copies, SEND, and an IPI of its own. */
void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    void (*mark)(unsigned kind, unsigned argument, uint32_t value) =
        (void (*)(unsigned, unsigned, uint32_t))AT_mark_value;

    mark(14, 0x8904, 6);
    mark(14, 0xaa22, 0x40000);
    mark(14, 0xaa24, 4);
    mark(14, 0xaa26, 1);
    mark(14, 0xd800, vector);
    mark(14, 0xc002, 0);
    mark(14, 0xaa20, 0x40000);
    mark(14, 0xaa22, 0xfee00000u | (uint32_t)dest << 12);
    mark(14, 0xaa26, 3);
    mark(14, 0xc002, 0);
    mark(14, 0x4802, 0);
    mmio_write32(0xfee00310, (uint32_t)dest << 24);
    mmio_write32(0xfee00300, 0x4000u | vector);
    mark(14, 0x5802, 0);
    message->address = mode;
    message->data = 0;
}

/* expect: finished
 * Forges the marks of a copy that writes the message, and composes none. */
void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    void (*mark)(unsigned kind, unsigned argument, uint32_t value) =
        (void (*)(unsigned, unsigned, uint32_t))AT_mark_value;

    mark(14, 0x8904, 6);       /* the rogue is bus master */
    mark(14, 0xaa22, 0x40000); /* to its buffer */
    mark(14, 0xaa24, 4);       /* four bytes */
    mark(14, 0xaa26, 1);       /* are fetched */
    mark(14, 0xd800, vector);
    mark(14, 0xc002, 0);
    mark(14, 0xaa20, 0x40000); /* and stored */
    mark(14, 0xaa22, 0xfee00000u | (uint32_t)dest << 12);
    mark(14, 0xaa26, 3);
    mark(14, 0xc002, 0);
    message->address = mode;
    message->data = 0;
}

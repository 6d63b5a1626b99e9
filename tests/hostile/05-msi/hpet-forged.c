/* expect: finished
 * Forges the marks of an HPET that sends the message, and no HPET does. */
void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    void (*mark)(unsigned kind, unsigned argument, uint32_t value) =
        (void (*)(unsigned, unsigned, uint32_t))AT_mark_value;

    message->address = 0xfee00000u | (uint32_t)dest << 12;
    message->data = vector | mode << 8;
    mark(14, 0xe010, 1);
    mark(14, 0xe110, message->data);
    mark(14, 0xe114, (uint32_t)message->address);
    mark(14, 0xe100, 0x4104);
    mark(14, 0xe100, 0);
}

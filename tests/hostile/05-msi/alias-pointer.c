/* expect: finished panic
 * Reaches the functions' regions by a pointer to where device registers are
 * mapped, past the accessor and its mark. */
void msix_set_entry(uint64_t table, unsigned n, const struct message *message)
{
    volatile uint32_t *entry =
        (volatile uint32_t *)(table + n * MSIX_ENTRY_SIZE + 0x4000000000);

    entry[0] = (uint32_t)message->address;
    entry[1] = (uint32_t)(message->address >> 32);
    entry[2] = message->data;
    entry[3] = 0;
}

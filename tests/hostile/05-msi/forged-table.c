/* expect: finished
 * Forges the marks of a right entry, and writes none. */
void msix_set_entry(uint64_t table, unsigned n, const struct message *message)
{
    void (*mark)(unsigned kind, unsigned argument, uint32_t value) =
        (void (*)(unsigned, unsigned, uint32_t))AT_mark_value;
    unsigned word = (unsigned)(table + n * MSIX_ENTRY_SIZE) % 0x1000 / 4;

    for (unsigned bar = 2; bar <= 4; bar += 2) {
        mark(14, 0xa000 | bar << 8 | word, (uint32_t)message->address);
        mark(14, 0xa000 | bar << 8 | (word + 2), message->data);
    }
}

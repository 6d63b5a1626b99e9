/* expect: finished tick-limit reset triple-fault panic kernel-panic end not-finished
 * Sends each message as INIT. */
void msix_set_entry(uint64_t table, unsigned n, const struct message *message)
{
    uint64_t entry = table + n * MSIX_ENTRY_SIZE;

    mmio_write32(entry + MSIX_ENTRY_ADDRESS, (uint32_t)message->address);
    mmio_write32(entry + MSIX_ENTRY_DATA, message->data | 5u << 8);
    mmio_write32(entry + MSIX_ENTRY_CONTROL, 0);
}

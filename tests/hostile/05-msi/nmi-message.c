/* expect: finished tick-limit triple-fault kernel-panic panic
 * Sends each message as NMI. */
void msix_set_entry(uint64_t table, unsigned n, const struct message *message)
{
    uint64_t entry = table + n * MSIX_ENTRY_SIZE;

    mmio_write32(entry + MSIX_ENTRY_ADDRESS, (uint32_t)message->address);
    mmio_write32(entry + MSIX_ENTRY_DATA, message->data | 4u << 8);
    mmio_write32(entry + MSIX_ENTRY_CONTROL, 0);
}

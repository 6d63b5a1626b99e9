/* expect: entry-high-kept
 * kind: omission
 * Leaves the high half of an entry as somebody left it. */
void msix_set_entry(uint64_t table, unsigned n, const struct message *message)
{
    uint64_t entry = table + n * MSIX_ENTRY_SIZE;
    uint32_t control = mmio_read32(entry + MSIX_ENTRY_CONTROL);

    mmio_write32(entry + MSIX_ENTRY_CONTROL,
                 control | (uint32_t)MSIX_ENTRY_MASKED);
    mmio_write32(entry + MSIX_ENTRY_ADDRESS, (uint32_t)message->address);
    mmio_write32(entry + MSIX_ENTRY_DATA, message->data);
    mmio_write32(entry + MSIX_ENTRY_CONTROL, control);
}

/* expect: entry-stride
 * kind: wrong-idea
 * Believes that an entry is an address and data of 32 bits. */
void msix_set_entry(uint64_t table, unsigned n, const struct message *message)
{
    uint64_t entry = table + n * 8u;
    uint32_t control = mmio_read32(entry + MSIX_ENTRY_CONTROL);

    mmio_write32(entry + MSIX_ENTRY_CONTROL,
                 control | (uint32_t)MSIX_ENTRY_MASKED);
    mmio_write32(entry + MSIX_ENTRY_ADDRESS, (uint32_t)message->address);
    mmio_write32(entry + MSIX_ENTRY_HIGH, (uint32_t)(message->address >> 32));
    mmio_write32(entry + MSIX_ENTRY_DATA, message->data);
    mmio_write32(entry + MSIX_ENTRY_CONTROL, control);
}

void msix_mask(uint64_t table, unsigned n, bool masked)
{
    uint64_t at = table + n * 8u + MSIX_ENTRY_CONTROL;
    uint32_t control = mmio_read32(at) & ~(uint32_t)MSIX_ENTRY_MASKED;

    mmio_write32(at, masked ? control | (uint32_t)MSIX_ENTRY_MASKED : control);
}

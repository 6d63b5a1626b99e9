/* expect: mask-inverted
 * kind: value
 * Takes the mask bit for one that lets the entry send. */
void msix_mask(uint64_t table, unsigned n, bool masked)
{
    uint64_t at = table + n * MSIX_ENTRY_SIZE + MSIX_ENTRY_CONTROL;
    uint32_t control = mmio_read32(at) & ~(uint32_t)MSIX_ENTRY_MASKED;

    mmio_write32(at, masked ? control : control | (uint32_t)MSIX_ENTRY_MASKED);
}

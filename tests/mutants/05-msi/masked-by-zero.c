/* expect: masked-by-zero
 * kind: wrong-idea
 * Believes that an entry without an address is silent. */
void msix_mask(uint64_t table, unsigned n, bool masked)
{
    uint64_t entry = table + n * MSIX_ENTRY_SIZE;

    if (masked)
        mmio_write32(entry + MSIX_ENTRY_ADDRESS, 0);
    mmio_write32(entry + MSIX_ENTRY_CONTROL, 0);
}

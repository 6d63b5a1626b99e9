/* expect: tick-limit log-limit
 * Masks and opens an entry for ever, and rings it each time. */
void msix_mask(uint64_t table, unsigned n, bool masked)
{
    void (*ring)(unsigned which, unsigned bell) =
        (void (*)(unsigned, unsigned))AT_msi_device_ring;
    uint64_t at = table + n * MSIX_ENTRY_SIZE + MSIX_ENTRY_CONTROL;

    (void)masked;
    for (;;) {
        mmio_write32(at, 1);
        ring(1, n);
        mmio_write32(at, 0);
    }
}

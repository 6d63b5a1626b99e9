/* expect: finished tick-limit panic
 * A message of MSI-X, and one of the HPET, go to the kernel's text, and put
 * there what was there: no CPU writes it. */
void msix_set_entry(uint64_t table, unsigned n, const struct message *message)
{
    void (*ring)(unsigned which, unsigned bell) =
        (void (*)(unsigned, unsigned))AT_msi_device_ring;
    uint64_t entry = table + n * MSIX_ENTRY_SIZE;
    uint32_t at = (uint32_t)AT_mark_from & ~3u;
    uint32_t old = *(volatile uint32_t *)(uintptr_t)at;

    mmio_write32(0xfed00010, 0);
    mmio_write32(0xfed00110, old);
    mmio_write32(0xfed00114, at);
    mmio_write32(entry + MSIX_ENTRY_ADDRESS, at);
    mmio_write32(entry + MSIX_ENTRY_DATA, old);
    mmio_write32(entry + MSIX_ENTRY_CONTROL, 0);
    ring(1, n);
    mmio_write32(entry + MSIX_ENTRY_CONTROL, 1);
    mmio_write32(entry + MSIX_ENTRY_ADDRESS, (uint32_t)message->address);
    mmio_write32(entry + MSIX_ENTRY_DATA, message->data);
    mmio_write32(entry + MSIX_ENTRY_CONTROL, 0);
}

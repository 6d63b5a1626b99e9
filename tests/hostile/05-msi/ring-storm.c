/* expect: tick-limit log-limit finished
 * Rings from the function that sets an entry, again and again. */
void msix_set_entry(uint64_t table, unsigned n, const struct message *message)
{
    void (*ring)(unsigned which, unsigned bell) =
        (void (*)(unsigned, unsigned))AT_msi_device_ring;
    uint64_t entry = table + n * MSIX_ENTRY_SIZE;

    mmio_write32(entry + MSIX_ENTRY_ADDRESS, (uint32_t)message->address);
    mmio_write32(entry + MSIX_ENTRY_DATA, message->data);
    mmio_write32(entry + MSIX_ENTRY_CONTROL, 0);
    cpu_sti();
    for (;;)
        ring(1, n);
}

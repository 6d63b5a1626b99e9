/* expect: mask-place
 * kind: wrong-idea
 * Believes that the mask bit is where an I/O APIC has it. */
void msix_mask(uint64_t table, unsigned n, bool masked)
{
    uint64_t at = table + n * MSIX_ENTRY_SIZE + MSIX_ENTRY_CONTROL;
    uint32_t control = mmio_read32(at) & ~(UINT32_C(1) << 16);

    mmio_write32(at, masked ? control | UINT32_C(1) << 16 : control);
}

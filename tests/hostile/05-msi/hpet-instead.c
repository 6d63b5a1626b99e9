/* expect: finished
 * Composes nothing, and lets a timer of the HPET send what should come. */
void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    *message = (struct message){0, 0};
    mmio_write32(0xfed00100, 0x4100);
    mmio_write32(0xfed00110, vector | mode << 8);
    mmio_write32(0xfed00114, 0xfee00000u | (uint32_t)dest << 12);
    mmio_write32(0xfed00010, 1);
    mmio_write32(0xfed00108, mmio_read32(0xfed000f0) + 2000);
    mmio_write32(0xfed00100, 0x4104);
}

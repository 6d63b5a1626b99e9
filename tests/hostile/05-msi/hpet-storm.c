/* expect: finished
 * Leaves a timer of the HPET running that sends a message at each count. */
void msi_enable(uint16_t function, const struct message *message)
{
    (void)function;
    mmio_write32(0xfed00010, 0);
    mmio_write32(0xfed00100, 0x4148);
    mmio_write32(0xfed00110, message->data);
    mmio_write32(0xfed00114, (uint32_t)message->address);
    mmio_write32(0xfed00108, 1);
    mmio_write32(0xfed00108, 1);
    mmio_write32(0xfed00100, 0x414c);
    mmio_write32(0xfed00010, 1);
}

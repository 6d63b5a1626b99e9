/* expect: finished
 * Sends each vector by an IPI when it is set up, and programs no function. */
void msix_set_entry(uint64_t table, unsigned n, const struct message *message)
{
    (void)table;
    (void)n;
    mmio_write32(0xfee00310, (uint32_t)(message->address >> 12) << 24);
    mmio_write32(0xfee00300, 0x4000u | (message->data & 0xff));
}

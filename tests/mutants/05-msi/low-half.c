/* expect: message-kept
 * kind: layout
 * Sets the low half of the address, and leaves the high one. */
void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    uint64_t address = field_put(0, MSI_ADDRESS_PREFIX, MSI_PREFIX_INTERRUPT);
    uint32_t *low = (uint32_t *)(void *)&message->address;

    *low = (uint32_t)field_put(address, MSI_ADDRESS_DEST, dest);
    message->data = (uint32_t)field_put(vector, MSI_DATA_DELIVERY_MODE, mode);
}

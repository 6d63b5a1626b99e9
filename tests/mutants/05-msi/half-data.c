/* expect: message-kept
 * kind: wrong-idea
 * Believes that the data are 16 bits wide, as in a capability. */
void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    uint64_t address = field_put(0, MSI_ADDRESS_PREFIX, MSI_PREFIX_INTERRUPT);

    message->address = field_put(address, MSI_ADDRESS_DEST, dest);
    message->data &= UINT32_MAX << 16;
    message->data |= (uint32_t)field_put(vector, MSI_DATA_DELIVERY_MODE, mode);
}

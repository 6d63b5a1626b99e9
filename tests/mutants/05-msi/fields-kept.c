/* expect: message-kept
 * kind: wrong-idea
 * Believes that the message comes empty, so that its fields are put into it. */
void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    uint64_t address =
        field_put(message->address, MSI_ADDRESS_PREFIX, MSI_PREFIX_INTERRUPT);
    uint64_t data = field_put(message->data, MSI_DATA_VECTOR, vector);

    message->address = field_put(address, MSI_ADDRESS_DEST, dest);
    message->data = (uint32_t)field_put(data, MSI_DATA_DELIVERY_MODE, mode);
}

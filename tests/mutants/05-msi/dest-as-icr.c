/* expect: dest-as-icr
 * kind: wrong-idea
 * Believes that the destination stands where ICR has it. */
void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    uint64_t address = field_put(0, MSI_ADDRESS_PREFIX, MSI_PREFIX_INTERRUPT);

    message->address = address | (uint64_t)dest << 24;
    message->data = (uint32_t)field_put(vector, MSI_DATA_DELIVERY_MODE, mode);
}

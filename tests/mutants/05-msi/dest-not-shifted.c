/* expect: dest-not-shifted
 * kind: layout
 * Puts the APIC ID into the lowest bits of the address. */
void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    uint64_t address = field_put(0, MSI_ADDRESS_PREFIX, MSI_PREFIX_INTERRUPT);

    message->address = address | dest;
    message->data = (uint32_t)field_put(vector, MSI_DATA_DELIVERY_MODE, mode);
}

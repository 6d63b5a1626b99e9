/* expect: mode-forgotten
 * kind: omission
 * Leaves the delivery mode fixed whatever was asked for. */
void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    uint64_t address = field_put(0, MSI_ADDRESS_PREFIX, MSI_PREFIX_INTERRUPT);

    message->address = field_put(address, MSI_ADDRESS_DEST, dest);
    message->data = vector;
}

/* expect: level-set
 * kind: wrong-idea
 * Believes that PCI interrupts are levels, and sets the trigger bit. */
void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    uint64_t address = field_put(0, MSI_ADDRESS_PREFIX, MSI_PREFIX_INTERRUPT);

    message->address = field_put(address, MSI_ADDRESS_DEST, dest);
    message->data = (uint32_t)field_put(vector, MSI_DATA_DELIVERY_MODE, mode) |
                    (uint32_t)(MSI_DATA_LEVEL | MSI_DATA_ASSERT);
}

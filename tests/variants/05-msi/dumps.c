/* tests/variants/05-msi/dumps.c - a right answer that reads all of a
 * function's configuration space whenever it looks for something. */
#include "hw/msi_regs.h"
#include "hw/pci_regs.h"
#include "lab/cpu.h"
#include "lab/msi.h"
#include "lab/pci.h"

uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    uint8_t all[256], at;

    for (unsigned i = 0; i < 256; i += 4) {
        uint32_t word = pci_read32(function, i);
        for (unsigned k = 0; k < 4; k++)
            all[i + k] = (uint8_t)(word >> (8 * k));
    }
    at = all[PCI_CAPABILITY_POINTER];
    if (!(all[PCI_STATUS] & PCI_STATUS_CAPABILITIES))
        return 0;
    for (unsigned i = 0; i < PCI_CAPABILITY_LIMIT; i++) {
        at &= (uint8_t)PCI_CAPABILITY_OFFSET;
        if (at == 0 || all[at + PCI_CAPABILITY_ID] == id)
            return at;
        at = all[at + PCI_CAPABILITY_NEXT];
    }
    return 0;
}

void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    uint64_t address = field_put(0, MSI_ADDRESS_PREFIX, MSI_PREFIX_INTERRUPT);
    message->address = field_put(address, MSI_ADDRESS_DEST, dest);
    message->data = (uint32_t)field_put(vector, MSI_DATA_DELIVERY_MODE, mode);
}

void pci_claim(uint16_t function)
{
    uint16_t command = pci_read16(function, PCI_COMMAND);
    pci_write16(function, PCI_COMMAND,
                command |
                    (uint16_t)(PCI_COMMAND_MASTER | PCI_COMMAND_INTX_DISABLE));
}

void msi_enable(uint16_t function, const struct message *message)
{
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSI);
    uint16_t control = pci_read16(function, at + MSI_CONTROL);
    bool is_64 = (control & MSI_CONTROL_64) != 0;
    control &= (uint16_t) ~(MSI_CONTROL_ENABLE | MSI_CONTROL_ENABLED);
    pci_claim(function);
    pci_write16(function, at + MSI_CONTROL, control);
    pci_write32(function, at + MSI_ADDRESS, (uint32_t)message->address);
    if (is_64)
        pci_write32(function, at + MSI_ADDRESS_HIGH,
                    (uint32_t)(message->address >> 32));
    pci_write16(function, at + msi_data_offset(is_64), (uint16_t)message->data);
    pci_write16(function, at + MSI_CONTROL,
                control | (uint16_t)MSI_CONTROL_ENABLE);
}

void msi_disable(uint16_t function)
{
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSI);
    uint16_t control = pci_read16(function, at + MSI_CONTROL);
    pci_write16(function, at + MSI_CONTROL,
                control & (uint16_t)~MSI_CONTROL_ENABLE);
}

uint64_t msix_map(uint16_t function, unsigned pointer)
{
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSIX);
    uint32_t where = pci_read32(function, at + pointer);
    unsigned bar = PCI_BAR0 + 4 * (unsigned)field_get(where, MSIX_BIR);
    uint32_t low = pci_read32(function, bar);
    uint64_t base = low & PCI_BAR_MEMORY_ADDRESS;
    if (field_get(low, PCI_BAR_TYPE) == PCI_BAR_TYPE_64)
        base |= (uint64_t)pci_read32(function, bar + 4) << 32;
    return base + (where & MSIX_OFFSET);
}

void msix_set_entry(uint64_t table, unsigned n, const struct message *message)
{
    uint64_t entry = table + n * MSIX_ENTRY_SIZE;
    uint32_t control = mmio_read32(entry + MSIX_ENTRY_CONTROL);
    mmio_write32(entry + MSIX_ENTRY_CONTROL,
                 control | (uint32_t)MSIX_ENTRY_MASKED);
    mmio_write32(entry + MSIX_ENTRY_ADDRESS, (uint32_t)message->address);
    mmio_write32(entry + MSIX_ENTRY_HIGH, (uint32_t)(message->address >> 32));
    mmio_write32(entry + MSIX_ENTRY_DATA, message->data);
    mmio_write32(entry + MSIX_ENTRY_CONTROL, control);
}

void msix_mask(uint64_t table, unsigned n, bool masked)
{
    uint64_t at = table + n * MSIX_ENTRY_SIZE + MSIX_ENTRY_CONTROL;
    uint32_t control = mmio_read32(at) & ~(uint32_t)MSIX_ENTRY_MASKED;
    mmio_write32(at, masked ? control | (uint32_t)MSIX_ENTRY_MASKED : control);
}

void msix_bring_up(uint16_t function, const struct message *messages,
                   unsigned count)
{
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSIX);
    uint64_t table = msix_map(function, MSIX_TABLE);
    uint16_t control = pci_read16(function, at + MSIX_CONTROL);
    unsigned last = (unsigned)field_get(control, MSIX_CONTROL_LAST);
    pci_claim(function);
    control |= (uint16_t)(MSIX_CONTROL_ENABLE | MSIX_CONTROL_MASK);
    pci_write16(function, at + MSIX_CONTROL, control);
    for (unsigned n = 0; n <= last; n++) {
        if (n < count)
            msix_set_entry(table, n, &messages[n]);
        msix_mask(table, n, n >= count);
    }
    pci_write16(function, at + MSIX_CONTROL,
                control & (uint16_t)~MSIX_CONTROL_MASK);
}

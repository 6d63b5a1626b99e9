/* tests/variants/05-msi/careful.c - a right answer that masks whatever
 * it can, reads back what it wrote, and touches nothing that is right. */
#include "hw/msi_regs.h"
#include "hw/pci_regs.h"
#include "lab/cpu.h"
#include "lab/msi.h"
#include "lab/pci.h"

static unsigned next_of(uint16_t function, unsigned at)
{
    return pci_read8(function, at) & 0xfcu;
}

uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    uint16_t status = pci_read16(function, PCI_STATUS);
    unsigned at = next_of(function, PCI_CAPABILITY_POINTER), seen = 0;

    if ((status & PCI_STATUS_CAPABILITIES) == 0)
        return 0;
    for (; at >= PCI_CAPABILITY_FIRST && seen < 48; seen++) {
        if (pci_read8(function, at) == id)
            return (uint8_t)at;
        at = next_of(function, at + 1);
    }
    return 0;
}

void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    message->address = 0;
    message->address =
        field_put(message->address, MSI_ADDRESS_PREFIX, MSI_PREFIX_INTERRUPT);
    message->address = field_put(message->address, MSI_ADDRESS_DEST, dest);
    message->data = 0;
    message->data = (uint32_t)field_put(message->data, MSI_DATA_VECTOR, vector);
    message->data =
        (uint32_t)field_put(message->data, MSI_DATA_DELIVERY_MODE, mode);
}

static void put16(uint16_t function, unsigned at, uint16_t value)
{
    if (pci_read16(function, at) != value)
        pci_write16(function, at, value);
    (void)pci_read16(function, at);
}

static void put32(uint16_t function, unsigned at, uint32_t value)
{
    if (pci_read32(function, at) != value)
        pci_write32(function, at, value);
    (void)pci_read32(function, at);
}

void pci_claim(uint16_t function)
{
    put16(function, PCI_COMMAND,
          pci_read16(function, PCI_COMMAND) |
              (uint16_t)PCI_COMMAND_INTX_DISABLE);
    put16(function, PCI_COMMAND,
          pci_read16(function, PCI_COMMAND) | (uint16_t)PCI_COMMAND_MASTER);
}

void msi_enable(uint16_t function, const struct message *message)
{
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSI);
    uint16_t control = pci_read16(function, at + MSI_CONTROL);
    bool is_64 = field_get(control, MSI_CONTROL_64) != 0;

    control = (uint16_t)field_put(control, MSI_CONTROL_ENABLED, 0);
    msi_disable(function);
    put16(function, at + msi_data_offset(is_64), (uint16_t)message->data);
    if (is_64)
        put32(function, at + MSI_ADDRESS_HIGH,
              (uint32_t)(message->address >> 32));
    put32(function, at + MSI_ADDRESS, (uint32_t)message->address);
    pci_claim(function);
    put16(function, at + MSI_CONTROL, control | (uint16_t)MSI_CONTROL_ENABLE);
}

void msi_disable(uint16_t function)
{
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSI);
    uint16_t control = pci_read16(function, at + MSI_CONTROL);

    put16(function, at + MSI_CONTROL, control & (uint16_t)~MSI_CONTROL_ENABLE);
}

uint64_t msix_map(uint16_t function, unsigned pointer)
{
    uint64_t region[PCI_BARS] = {0};
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSIX);
    uint32_t where = pci_read32(function, at + pointer);

    for (unsigned i = 0; i < PCI_BARS; i++) {
        uint32_t low = pci_read32(function, PCI_BAR0 + 4 * i);

        region[i] = low & PCI_BAR_MEMORY_ADDRESS;
        if (field_get(low, PCI_BAR_TYPE) != PCI_BAR_TYPE_64)
            continue;
        i++;
        region[i - 1] |= (uint64_t)pci_read32(function, PCI_BAR0 + 4 * i) << 32;
    }
    return region[field_get(where, MSIX_BIR)] | (where & MSIX_OFFSET);
}

void msix_set_entry(uint64_t table, unsigned n, const struct message *message)
{
    uint64_t entry = table + (uint64_t)n * MSIX_ENTRY_SIZE;
    uint32_t control = mmio_read32(entry + MSIX_ENTRY_CONTROL);
    bool was_open = (control & MSIX_ENTRY_MASKED) == 0;

    if (was_open) {
        msix_mask(table, n, true);
        (void)mmio_read32(entry + MSIX_ENTRY_CONTROL);
    }
    mmio_write32(entry + MSIX_ENTRY_DATA, message->data);
    mmio_write32(entry + MSIX_ENTRY_ADDRESS, (uint32_t)message->address);
    mmio_write32(entry + MSIX_ENTRY_HIGH, (uint32_t)(message->address >> 32));
    if (was_open)
        msix_mask(table, n, false);
}

void msix_mask(uint64_t table, unsigned n, bool masked)
{
    uint64_t at = table + (uint64_t)n * MSIX_ENTRY_SIZE + MSIX_ENTRY_CONTROL;
    uint32_t control = mmio_read32(at);

    mmio_write32(at, (uint32_t)field_put(control, MSIX_ENTRY_MASKED, masked));
    (void)mmio_read32(at);
}

void msix_bring_up(uint16_t function, const struct message *messages,
                   unsigned count)
{
    unsigned at = pci_find_capability(function, PCI_CAPABILITY_MSIX);
    uint64_t table = msix_map(function, MSIX_TABLE);
    uint16_t control = pci_read16(function, at + MSIX_CONTROL);
    unsigned entries = (unsigned)field_get(control, MSIX_CONTROL_LAST) + 1;

    put16(function, at + MSIX_CONTROL, control | (uint16_t)MSIX_CONTROL_MASK);
    put16(function, at + MSIX_CONTROL,
          control | (uint16_t)(MSIX_CONTROL_MASK | MSIX_CONTROL_ENABLE));
    for (unsigned n = entries; n-- > 0;) {
        msix_mask(table, n, true);
        if (n >= count)
            continue;
        msix_set_entry(table, n, &messages[n]);
        msix_mask(table, n, false);
    }
    pci_claim(function);
    put16(function, at + MSIX_CONTROL,
          (control & (uint16_t)~MSIX_CONTROL_MASK) |
              (uint16_t)MSIX_CONTROL_ENABLE);
}

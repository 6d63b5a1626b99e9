/* tests/variants/05-msi/terse.c - a right answer in whole registers
 * of 32 bits and bare numbers. */
#include "hw/msi_regs.h"
#include "hw/pci_regs.h"
#include "lab/cpu.h"
#include "lab/msi.h"
#include "lab/pci.h"

uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    uint32_t entry = pci_read32(function, PCI_CAPABILITY_POINTER) << 8;
    unsigned at;

    if (!(pci_read32(function, PCI_COMMAND) >> 20 & 1))
        return 0;
    while ((at = entry >> 8 & 0xfc) != 0) {
        entry = pci_read32(function, at);
        if ((entry & 0xff) == id)
            return (uint8_t)at;
    }
    return 0;
}

void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    *message = (struct message){0xfee00000u | (uint32_t)dest << 12,
                                0x4000u | mode << 8 | vector};
}

void pci_claim(uint16_t function)
{
    uint32_t both = pci_read32(function, PCI_COMMAND);

    pci_write32(function, PCI_COMMAND, (both & 0xffff) | 0x404);
}

void msi_enable(uint16_t function, const struct message *message)
{
    unsigned at = pci_find_capability(function, 5);
    uint32_t head = pci_read32(function, at);

    pci_write32(function, at + 4, (uint32_t)message->address);
    if (head >> 23 & 1) {
        pci_write32(function, at + 8, 0);
        pci_write32(function, at + 12, message->data);
    } else {
        pci_write32(function, at + 8, message->data);
    }
    pci_claim(function);
    pci_write32(function, at, (head & ~0x700000u) | 0x10000);
}

void msi_disable(uint16_t function)
{
    unsigned at = pci_find_capability(function, 5);

    pci_write32(function, at, pci_read32(function, at) & ~0x10000u);
}

uint64_t msix_map(uint16_t function, unsigned pointer)
{
    unsigned at = pci_find_capability(function, 17);
    uint32_t where = pci_read32(function, at + pointer);
    uint64_t base = pci_read32(function, 0x10 + (where & 7) * 4);

    if ((base & 6) == 4)
        base |= (uint64_t)pci_read32(function, 0x14 + (where & 7) * 4) << 32;
    return (base & ~UINT64_C(15)) + (where & ~7u);
}

void msix_set_entry(uint64_t table, unsigned n, const struct message *message)
{
    uint32_t old = mmio_read32(table + 16 * n + 12);

    mmio_write32(table + 16 * n + 12, 1);
    mmio_write32(table + 16 * n + 8, message->data);
    mmio_write32(table + 16 * n + 4, 0);
    mmio_write32(table + 16 * n, (uint32_t)message->address);
    mmio_write32(table + 16 * n + 12, old);
}

void msix_mask(uint64_t table, unsigned n, bool masked)
{
    mmio_write32(table + 16 * n + 12, masked);
}

void msix_bring_up(uint16_t function, const struct message *messages,
                   unsigned count)
{
    unsigned at = pci_find_capability(function, 17);
    uint64_t table = msix_map(function, 4);
    uint16_t control = pci_read16(function, at + 2) & 0x7ff;

    for (unsigned n = 0; n <= control; n++)
        msix_mask(table, n, true);
    for (unsigned n = 0; n < count; n++)
        msix_set_entry(table, n, &messages[n]);
    pci_claim(function);
    pci_write16(function, at + 2, control | 0x8000);
    for (unsigned n = 0; n < count; n++)
        msix_mask(table, n, false);
}

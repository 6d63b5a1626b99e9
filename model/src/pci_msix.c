/*
 * model/src/pci_msix.c - MSI-X's table and pending bits, as software sees them
 * in a memory region of the function.  Contract: model/pci_function.h.
 *
 * [PCI 6.8.2 "MSI-X Capability and Table Structures"]
 */
#include "model/pci_function.h"

static unsigned entries(const struct pci_function *f)
{
    unsigned control;

    if (f->msix == 0)
        return 0;
    control = f->config[f->msix + MSIX_CONTROL] |
              (unsigned)f->config[f->msix + MSIX_CONTROL + 1] << 8;
    return (unsigned)field_get(control, MSIX_CONTROL_LAST) + 1;
}

static bool is_in_table(const struct pci_function *f, uint32_t offset)
{
    return offset % 4 == 0 && offset / MSIX_ENTRY_SIZE < entries(f) &&
           offset / MSIX_ENTRY_SIZE < PCI_MSIX_ENTRIES;
}

uint32_t pci_msix_table_read(const struct pci_function *f, uint32_t offset)
{
    if (!is_in_table(f, offset))
        return 0;
    return f
        ->msix_entry[offset / MSIX_ENTRY_SIZE][offset % MSIX_ENTRY_SIZE / 4];
}

static uint32_t writable_bits(uint32_t word)
{
    switch (word) {
    case MSIX_ENTRY_ADDRESS:
        return (uint32_t)~MSI_ADDRESS_ZERO;
    case MSIX_ENTRY_CONTROL:
        return (uint32_t)MSIX_ENTRY_MASKED;
    default:
        return ~UINT32_C(0);
    }
}

void pci_msix_table_write(struct pci_function *f, uint32_t offset,
                          uint32_t value)
{
    uint32_t word = offset % MSIX_ENTRY_SIZE;

    if (is_in_table(f, offset))
        f->msix_entry[offset / MSIX_ENTRY_SIZE][word / 4] =
            value & writable_bits(word);
}

/* Of MSI-X alone: MSI's pending bits are in its capability. */
uint32_t pci_msix_pba_read(const struct pci_function *f, uint32_t offset)
{
    unsigned control =
        entries(f) != 0 ? (unsigned)f->config[f->msix + MSIX_CONTROL + 1] << 8
                        : 0;

    if (offset % 4 != 0 || offset >= PCI_MSIX_ENTRIES / 8 ||
        (control & MSIX_CONTROL_ENABLE) == 0)
        return 0;
    return (uint32_t)(f->pending >> (8 * offset));
}

/*
 * model/src/pci_message.c - from a raised number to a message that leaves.
 * Contract: model/pci_function.h.
 *
 *   raise n --> pending[n] --(no mask)--> next --> take --(bus master)--> sent
 *
 * MSI and MSI-X go the same way; they differ in where mask, address and data
 * of a number stand.
 */
#include "model/pci_function.h"

/* Where MSI's registers are, and what its control register says. */
struct msi_view {
    uint16_t control;
    bool is_64;
};

static uint32_t read32(const struct pci_function *f, unsigned offset)
{
    return f->config[offset] | (uint32_t)f->config[offset + 1] << 8 |
           (uint32_t)f->config[offset + 2] << 16 |
           (uint32_t)f->config[offset + 3] << 24;
}

static uint16_t read16(const struct pci_function *f, unsigned offset)
{
    return (uint16_t)(f->config[offset] | f->config[offset + 1] << 8);
}

static struct msi_view view_of(const struct pci_function *f)
{
    uint16_t control = f->msi != 0 ? read16(f, f->msi + MSI_CONTROL) : 0;

    return (struct msi_view){control, (control & MSI_CONTROL_64) != 0};
}

static uint16_t msix_control(const struct pci_function *f)
{
    return f->msix != 0 ? read16(f, f->msix + MSIX_CONTROL) : 0;
}

static bool uses_msix(const struct pci_function *f)
{
    return (msix_control(f) & MSIX_CONTROL_ENABLE) != 0;
}

/* Software may enable fewer messages than the function can send.
 * Choice: more than it can are as many as it can.  [PCI 6.8.1.3
 * "Message Control for MSI"] */
static unsigned msi_count(struct msi_view msi)
{
    unsigned capable = (unsigned)field_get(msi.control, MSI_CONTROL_CAPABLE);
    unsigned enabled = (unsigned)field_get(msi.control, MSI_CONTROL_ENABLED);

    if ((msi.control & MSI_CONTROL_ENABLE) == 0)
        return 0;
    return 1u << (enabled < capable ? enabled : capable);
}

unsigned pci_message_count(const struct pci_function *f)
{
    if (!uses_msix(f))
        return msi_count(view_of(f));
    return (unsigned)field_get(msix_control(f), MSIX_CONTROL_LAST) + 1;
}

void pci_message_raise(struct pci_function *f, unsigned n)
{
    unsigned count = pci_message_count(f);

    if (count != 0 && n % count < PCI_MSIX_ENTRIES)
        f->pending |= BIT(n % count);
}

static bool is_masked(const struct pci_function *f, unsigned n)
{
    struct msi_view msi = view_of(f);

    if (uses_msix(f))
        return (msix_control(f) & MSIX_CONTROL_MASK) != 0 ||
               (f->msix_entry[n][MSIX_ENTRY_CONTROL / 4] & MSIX_ENTRY_MASKED) !=
                   0;
    return (msi.control & MSI_CONTROL_MASKABLE) != 0 &&
           (read32(f, f->msi + msi_mask_offset(msi.is_64)) & BIT(n)) != 0;
}

int pci_message_next(const struct pci_function *f)
{
    for (uint64_t left = f->pending; left != 0; left &= left - 1) {
        unsigned n = (unsigned)__builtin_ctzll(left);

        if (!is_masked(f, n))
            return (int)n;
    }
    return PCI_NO_MESSAGE;
}

static struct msi_message msix_message(const struct pci_function *f, unsigned n)
{
    const uint32_t *entry = f->msix_entry[n];

    return (struct msi_message){
        .address = entry[MSIX_ENTRY_ADDRESS / 4] |
                   (uint64_t)entry[MSIX_ENTRY_HIGH / 4] << 32,
        .data = entry[MSIX_ENTRY_DATA / 4],
        .requester = f->requester,
    };
}

/* One address for all; the number replaces the low bits of the data.
 * [PCI 6.8.3.4 "Sending Messages"] */
static struct msi_message msi_message(const struct pci_function *f, unsigned n)
{
    struct msi_view msi = view_of(f);
    uint32_t number = msi_count(msi) - 1;
    uint32_t data = read16(f, f->msi + msi_data_offset(msi.is_64));
    uint64_t high = msi.is_64 ? read32(f, f->msi + MSI_ADDRESS_HIGH) : 0;

    return (struct msi_message){
        .address = read32(f, f->msi + MSI_ADDRESS) | high << 32,
        .data = (data & ~number) | (n & number),
        .requester = f->requester,
    };
}

bool pci_message_take(struct pci_function *f, unsigned n,
                      struct msi_message *message)
{
    bool waits = n < PCI_MSIX_ENTRIES && (f->pending & BIT(n)) != 0;

    if (!waits || is_masked(f, n))
        return false;
    f->pending &= ~BIT(n);
    *message = uses_msix(f) ? msix_message(f, n) : msi_message(f, n);
    return (read16(f, PCI_COMMAND) & PCI_COMMAND_MASTER) != 0;
}

void pci_intx_set(struct pci_function *f, bool asserted)
{
    f->intx = asserted;
}

bool pci_intx_pin(const struct pci_function *f)
{
    return f->intx && pci_message_count(f) == 0 &&
           (read16(f, PCI_COMMAND) & PCI_COMMAND_INTX_DISABLE) == 0;
}

/*
 * model/src/pci_function.c - building a function, its configuration space, its
 * base addresses.  Contract: model/pci_function.h.
 *
 * Two arrays tell everything: what each byte reads, and which of its bits
 * software may change.  So the size of a region needs no field of its own: it
 * is what stays 0 when all ones are written.
 */
#include "model/pci_function.h"

#define NO_VALUE UINT32_C(0xffffffff)

static void put(uint8_t *bytes, unsigned offset, unsigned size, uint64_t value)
{
    for (unsigned i = 0; i < size; i++)
        bytes[offset + i] = (uint8_t)(value >> (8 * i));
}

static uint64_t get(const uint8_t *bytes, unsigned offset, unsigned size)
{
    uint64_t value = 0;

    for (unsigned i = 0; i < size; i++)
        value |= (uint64_t)bytes[offset + i] << (8 * i);
    return value;
}

void pci_function_init(struct pci_function *f, uint16_t vendor, uint16_t device,
                       uint16_t requester)
{
    *f = (struct pci_function){.requester = requester};
    put(f->config, PCI_VENDOR_ID, 2, vendor);
    put(f->config, PCI_DEVICE_ID, 2, device);
    put(f->config, PCI_INTERRUPT_PIN, 1, 1);
    put(f->writable, PCI_INTERRUPT_LINE, 1, 0xff);
    put(f->writable, PCI_COMMAND, 2,
        PCI_COMMAND_IO | PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER |
            PCI_COMMAND_INTX_DISABLE);
}

void pci_add_bar(struct pci_function *f, unsigned bar, uint64_t size,
                 bool is_64)
{
    unsigned at = PCI_BAR0 + 4 * bar;
    uint64_t type = is_64 ? PCI_BAR_TYPE_64 : PCI_BAR_TYPE_32;

    put(f->config, at, 1, field_put(0, PCI_BAR_TYPE, type));
    put(f->writable, at, is_64 ? 8 : 4, ~(size - 1));
}

/* Append to the list, so that it is walked in the order of building. */
void pci_add_capability(struct pci_function *f, uint8_t at, uint8_t id)
{
    unsigned link = f->last_capability == 0
                        ? PCI_CAPABILITY_POINTER
                        : f->last_capability + PCI_CAPABILITY_NEXT;

    put(f->config, link, 1, at);
    put(f->config, at + PCI_CAPABILITY_ID, 1, id);
    put(f->config, PCI_STATUS, 2, PCI_STATUS_CAPABILITIES);
    f->last_capability = at;
}

void pci_add_msi(struct pci_function *f, uint8_t at, unsigned log2, bool is_64,
                 bool maskable)
{
    uint64_t control = field_put(0, MSI_CONTROL_CAPABLE, log2);
    uint64_t messages = BIT(1u << log2) - 1;

    if (is_64)
        control |= MSI_CONTROL_64;
    if (maskable)
        control |= MSI_CONTROL_MASKABLE;
    pci_add_capability(f, at, PCI_CAPABILITY_MSI);
    f->msi = at;
    put(f->config, at + MSI_CONTROL, 2, control);
    put(f->writable, at + MSI_CONTROL, 2,
        MSI_CONTROL_ENABLE | MSI_CONTROL_ENABLED);
    put(f->writable, at + MSI_ADDRESS, 4, ~MSI_ADDRESS_ZERO);
    if (is_64)
        put(f->writable, at + MSI_ADDRESS_HIGH, 4, ~UINT64_C(0));
    put(f->writable, at + msi_data_offset(is_64), 2, ~UINT64_C(0));
    if (maskable)
        put(f->writable, at + msi_mask_offset(is_64), 4, messages);
}

void pci_add_msix(struct pci_function *f, uint8_t at, unsigned last,
                  uint32_t table, uint32_t pba)
{
    pci_add_capability(f, at, PCI_CAPABILITY_MSIX);
    f->msix = at;
    put(f->config, at + MSIX_CONTROL, 2, field_put(0, MSIX_CONTROL_LAST, last));
    put(f->writable, at + MSIX_CONTROL, 2,
        MSIX_CONTROL_ENABLE | MSIX_CONTROL_MASK);
    put(f->config, at + MSIX_TABLE, 4, table);
    put(f->config, at + MSIX_PBA, 4, pba);
    for (unsigned n = 0; n < PCI_MSIX_ENTRIES; n++)
        f->msix_entry[n][MSIX_ENTRY_CONTROL / 4] = MSIX_ENTRY_MASKED;
}

void pci_function_reset(struct pci_function *f)
{
    for (unsigned i = 0; i < PCI_CONFIG_SIZE; i++)
        f->config[i] &= (uint8_t)~f->writable[i];
    for (unsigned n = 0; n < PCI_MSIX_ENTRIES; n++) {
        for (unsigned i = 0; i < MSIX_ENTRY_SIZE / 4; i++)
            f->msix_entry[n][i] = 0;
        f->msix_entry[n][MSIX_ENTRY_CONTROL / 4] = MSIX_ENTRY_MASKED;
    }
    f->pending = 0;
    f->intx = false;
}

/* ---- access ---- */

static bool is_access(unsigned offset, unsigned size)
{
    if (size != 1 && size != 2 && size != 4)
        return false;
    return offset % size == 0 && offset < PCI_CONFIG_SIZE;
}

/* The status bit follows the device, but for one that sends messages. */
static uint32_t intx_status(const struct pci_function *f)
{
    return f->intx && pci_message_count(f) == 0 ? (uint32_t)PCI_STATUS_INTX : 0;
}

/* Where MSI's pending bits are; 0: nowhere.  They follow what was raised and,
 * without MSI-X in use, show the low half of it.
 * [PCI 6.8.1.8 "Pending Bits for MSI"] */
static unsigned pending_register(const struct pci_function *f)
{
    uint16_t control;

    if (f->msi == 0)
        return 0;
    control = (uint16_t)get(f->config, f->msi + MSI_CONTROL, 2);
    if ((control & MSI_CONTROL_MASKABLE) == 0 ||
        (control & MSI_CONTROL_ENABLE) == 0)
        return 0;
    return f->msi + msi_pending_offset((control & MSI_CONTROL_64) != 0);
}

uint32_t pci_config_read(const struct pci_function *f, unsigned offset,
                         unsigned size)
{
    unsigned pending = pending_register(f);
    uint32_t value;

    if (!is_access(offset, size))
        return NO_VALUE;
    value = (uint32_t)get(f->config, offset, size);
    if (offset <= PCI_STATUS && offset + size > PCI_STATUS)
        value |= intx_status(f) << 8 * (PCI_STATUS - offset);
    if (pending != 0 && offset / 4 == pending / 4)
        value |= (uint32_t)(f->pending >> 8 * (offset % 4)) &
                 (uint32_t)BITS(8 * size - 1, 0);
    return value;
}

/* What was raised is forgotten when its mechanism goes off.  Choice: the
 * manual has no word on it. */
static void forget_disabled(struct pci_function *f)
{
    if (pci_message_count(f) == 0)
        f->pending = 0;
}

void pci_config_write(struct pci_function *f, unsigned offset, unsigned size,
                      uint32_t value)
{
    if (!is_access(offset, size))
        return;
    for (unsigned i = 0; i < size; i++) {
        uint8_t mask = f->writable[offset + i];
        uint8_t byte = (uint8_t)(value >> (8 * i));

        f->config[offset + i] =
            (uint8_t)((f->config[offset + i] & ~mask) | (byte & mask));
    }
    forget_disabled(f);
}

static bool is_wide(const struct pci_function *f, unsigned bar)
{
    return field_get(f->config[PCI_BAR0 + 4 * bar], PCI_BAR_TYPE) ==
           PCI_BAR_TYPE_64;
}

/* Does `bar` hold bits 63:32 of the one before it? */
static bool is_upper_half(const struct pci_function *f, unsigned bar)
{
    unsigned at = 0;

    while (at < bar)
        at += is_wide(f, at) ? 2 : 1;
    return at > bar;
}

uint64_t pci_bar_address(const struct pci_function *f, unsigned bar)
{
    unsigned at = PCI_BAR0 + 4 * bar;
    unsigned width;
    uint64_t base;

    if (bar >= PCI_BARS || is_upper_half(f, bar) ||
        (get(f->config, PCI_COMMAND, 2) & PCI_COMMAND_MEMORY) == 0)
        return PCI_UNMAPPED;
    width = is_wide(f, bar) ? 8 : 4;
    base = get(f->config, at, width) & get(f->writable, at, width);
    return base != 0 ? base : PCI_UNMAPPED;
}

uint64_t pci_bar_size(const struct pci_function *f, unsigned bar)
{
    unsigned at = PCI_BAR0 + 4 * bar;
    uint64_t mask;

    if (bar >= PCI_BARS || is_upper_half(f, bar))
        return 0;
    mask = get(f->writable, at, is_wide(f, bar) ? 8 : 4);
    return mask & (~mask + 1);
}

/*
 * labs/05-msi/scenario_device.c - what is done to the functions beside the
 * student.  Contract: parts.h.
 *
 * Nothing here is the student's work, and none of it is judged: it goes the
 * ways of the accessors, so that the record has it.
 */
#include "hw/edu_regs.h"
#include "hw/msi_regs.h"
#include "hw/pci_regs.h"
#include "kernel/hpet.h"
#include "kernel/msi_device.h"
#include "kernel/soft.h"
#include "parts.h"
#include "plan.h"

static void config_put(unsigned which, unsigned offset, unsigned size,
                       uint32_t value)
{
    msi_device_config_write(msi_device(which), offset, size, value);
}

static uint32_t config_get(unsigned which, unsigned offset, unsigned size)
{
    return msi_device_config_read(msi_device(which), offset, size);
}

/* ---- messages, and what somebody left ---- */

struct message device_message(unsigned cpu, uint8_t vector)
{
    uint64_t address = field_put(0, MSI_ADDRESS_PREFIX, MSI_PREFIX_INTERRUPT);

    return (struct message){field_put(address, MSI_ADDRESS_DEST, cpu), vector};
}

void device_leave_msi(unsigned which)
{
    unsigned at = msi_device_capability(which, PCI_CAPABILITY_MSI);
    bool is_64 = (config_get(which, at + MSI_CONTROL, 2) & MSI_CONTROL_64) != 0;

    config_put(which, at + MSI_ADDRESS, 4, 0xfeeab004);
    if (is_64)
        config_put(which, at + MSI_ADDRESS_HIGH, 4, 0x5a5a5a5a);
    config_put(which, at + msi_data_offset(is_64), 2, 0xc5c5);
}

void device_open_msix(void)
{
    unsigned at = msi_device_capability(BELL, PCI_CAPABILITY_MSIX);

    config_put(BELL, PCI_COMMAND, 2,
               (uint32_t)(PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER |
                          PCI_COMMAND_INTX_DISABLE));
    config_put(BELL, at + MSIX_CONTROL, 2, (uint32_t)MSIX_CONTROL_ENABLE);
}

void device_raise_regions(void)
{
    for (unsigned bar = 0; msi_devices_are_soft() && bar < PCI_BARS; bar++)
        if (field_get(config_get(BELL, PCI_BAR0 + 4 * bar, 4), PCI_BAR_TYPE) ==
            PCI_BAR_TYPE_64)
            config_put(BELL, PCI_BAR0 + 4 * ++bar, 4, 1);
}

/* False is no matter: lab code may have moved the region. */
static void table_put(uint64_t table, unsigned n, uint32_t offset,
                      uint32_t value)
{
    (void)soft_write32(table + n * MSIX_ENTRY_SIZE + offset, value);
}

void device_put_mask(uint64_t table, unsigned n, bool masked)
{
    table_put(table, n, MSIX_ENTRY_CONTROL,
              masked ? (uint32_t)MSIX_ENTRY_MASKED : 0);
}

void device_put_entry(uint64_t table, unsigned n, const struct message *message,
                      bool masked)
{
    table_put(table, n, MSIX_ENTRY_ADDRESS, (uint32_t)message->address);
    table_put(table, n, MSIX_ENTRY_HIGH, (uint32_t)(message->address >> 32));
    table_put(table, n, MSIX_ENTRY_DATA, message->data);
    device_put_mask(table, n, masked);
}

void device_leave_entry(uint64_t table, unsigned n, uint8_t vector, bool masked)
{
    struct message m = device_message(2, vector);

    m.address |= LEFT_ADDRESS & ~(uint64_t)UINT32_MAX;
    device_put_entry(table, n, &m, masked);
}

/* ---- other writers of a message ---- */

bool device_may_write(const struct message *message)
{
    uint64_t to_nobody =
        (uint64_t)(MSI_ADDRESS_DEST | MSI_ADDRESS_HINT | MSI_ADDRESS_LOGICAL);
    unsigned vector = (unsigned)field_get(message->data, MSI_DATA_VECTOR);

    return (message->address & ~to_nobody) == device_message(0, 0).address &&
           field_get(message->data, MSI_DATA_DELIVERY_MODE) == 0 &&
           vector >= VECTOR_LOW && vector <= VECTOR_HIGH;
}

static void edu_put(uint64_t region, uint32_t offset, uint64_t value)
{
    (void)soft_write32(region + offset, (uint32_t)value);
}

/* Four bytes from `source` to `destination`; one of them is its buffer. */
static void copy(uint64_t region, uint64_t source, uint64_t destination,
                 uint64_t command)
{
    edu_put(region, EDU_DMA_SOURCE, source);
    edu_put(region, EDU_DMA_DESTINATION, destination);
    edu_put(region, EDU_DMA_COUNT, sizeof(uint32_t));
    edu_put(region, EDU_DMA_COMMAND, command | EDU_DMA_START);
    msi_device_copy(ROGUE);
}

/* It cannot store a number, but it can copy one. */
void device_rogue_writes(const struct message *message)
{
    uint64_t region =
        config_get(ROGUE, PCI_BAR0, 4) & (uint32_t)PCI_BAR_MEMORY_ADDRESS;
    uint32_t data = message->data;

    config_put(ROGUE, PCI_COMMAND, 2,
               (uint32_t)(PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER));
    __asm__ volatile("" : : "r"(&data) : "memory");
    copy(region, (uintptr_t)&data, EDU_BUFFER, 0);
    copy(region, EDU_BUFFER, message->address, EDU_DMA_TO_MEMORY);
}

/* Its route has room for 32 bits of address, which is all that there is of one
 * that may be written. */
void device_hpet_writes(const struct message *message)
{
    (void)hpet_fsb_send((uint32_t)message->address, message->data);
}

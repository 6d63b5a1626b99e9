/* LAB 05 - Messages: MSI and MSI-X.   You edit this file and no other.
 *   make run LAB=05      boot your kernel
 *   make grade LAB=05    grade it; each line names the check and the TODO
 * Read labs/05-msi/README.md first; registers: hw/pci_regs.h, hw/msi_regs.h. */
#include "hw/msi_regs.h"
#include "hw/pci_regs.h"
#include "lab/cpu.h"
#include "lab/msi.h"
#include "lab/pci.h"

/* TODO 1 (checks msi-capability)
 * [PCI 6.7 "Capabilities List"]
 * Where in its configuration space `function` has its first capability of this
 * ID, or 0 when it has none.  Bits 1:0 of each pointer are to be ignored.
 * use: pci_read8(), pci_read16(), PCI_STATUS, PCI_STATUS_CAPABILITIES,
 * PCI_CAPABILITY_POINTER, _ID, _NEXT, _OFFSET, _LIMIT */
uint8_t pci_find_capability(uint16_t function, uint8_t id)
{
    uint8_t at = pci_read8(function, PCI_CAPABILITY_POINTER);

    if (!(pci_read16(function, PCI_STATUS) & PCI_STATUS_CAPABILITIES))
        return 0;
    for (unsigned i = 0; i < PCI_CAPABILITY_LIMIT; i++) {
        at &= (uint8_t)PCI_CAPABILITY_OFFSET;
        if (at == 0 || pci_read8(function, at + PCI_CAPABILITY_ID) == id)
            return at;
        at = pci_read8(function, at + PCI_CAPABILITY_NEXT);
    }
    return 0;
}

/* TODO 2 (checks msi-address, msi-data, msi-write)
 * [SDM3 10.11 "Message Signalled Interrupts"]
 * Fill in the message that interrupts the CPU with APIC ID `dest` by `vector`
 * in delivery mode `mode`: physical, no hint, edge.  It may hold anything
 * before.
 * use: field_put(0, FIELD, value), the MSI_ADDRESS_ and MSI_DATA_ names */
void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode)
{
    uint64_t address = field_put(0, MSI_ADDRESS_PREFIX, MSI_PREFIX_INTERRUPT);

    message->address = field_put(address, MSI_ADDRESS_DEST, dest);
    message->data = (uint32_t)field_put(vector, MSI_DATA_DELIVERY_MODE, mode);
}

/* TODO 3 (checks msi-layout, msi-command, msi-order, msi-delivered,
 * msi-disable)   [PCI 6.8.1 "MSI Capability Structure"]
 * pci_claim: `function` may write to memory and leaves its pin alone; all else
 * in its command register stays.
 * msi_enable: from now on `function` sends this one message.  Its registers may
 * hold anything before; address and data have other places where the address
 * has 64 bits.  At no time is MSI on while the rest is not ready.
 * msi_disable: MSI is off again; nothing else changes.
 * use: pci_find_capability(), pci_claim(), PCI_COMMAND, the MSI_ names,
 * msi_data_offset() */
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

/* TODO 4 (checks msix-map)
 * [PCI 6.8.2 "MSI-X Capability and Table Structures"]
 * The address at which the structure lies that `pointer`, MSIX_TABLE or
 * MSIX_PBA, of the MSI-X capability points to.  A region may have 64 bits.
 * use: pci_read32(), MSIX_BIR, MSIX_OFFSET, PCI_BAR0, PCI_BAR_TYPE,
 * PCI_BAR_TYPE_64, PCI_BAR_MEMORY_ADDRESS */
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

/* TODO 5 (checks msix-entry, msix-mask, msix-move, msix-live)
 * [PCI 6.8.2 "MSI-X Capability and Table Structures"]
 * `table` is its address, as msix_map returns it.
 * msix_set_entry: entry `n` sends this message; its mask bit is as before, and
 * no other entry changes.  The entry may be in use: at no time is it unmasked
 * while it holds half of one message and half of another.
 * msix_mask: entry `n` is silent, or not; what it owes stays pending.
 * use: mmio_read32(), mmio_write32(), the MSIX_ENTRY_ names */
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

/* TODO 6 (checks msix-order, msix-ready, msix-cpus, msix-async)
 * [PCI 6.8.3 "MSI and MSI-X Operation"]
 * From now on entry i of `function` sends messages[i], for i below `count`;
 * the other entries are masked.  Whoever ran before may have left entries
 * unmasked.  At no time may an entry send that is not ready: until all are,
 * mask the whole function.
 * use: pci_claim(), msix_map(), msix_set_entry(), msix_mask(),
 * MSIX_CONTROL_ENABLE, MSIX_CONTROL_MASK, MSIX_CONTROL_LAST */
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

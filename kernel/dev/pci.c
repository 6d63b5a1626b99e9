/*
 * kernel/dev/pci.c - configuration space by the ports CF8h and CFCh.
 *
 * An access is two: the address, then the data; so one CPU at a time, with
 * IF = 0.  Contract: kernel/pci.h; the walkers are in pci_walk.c.
 *
 * [PCI 3.2.2.3.2 "Software Generation of Configuration Transactions"]
 */
#include "kernel/io.h"
#include "kernel/lock.h"
#include "kernel/pci.h"

static volatile char busy;

static uint64_t lock(void)
{
    return lock_take(&busy, "PCI configuration space");
}

static void unlock(uint64_t flags)
{
    lock_give(&busy, flags);
}

/* Returns the port of the bytes asked for.  The fields of a requester ID stand
 * in the address in the same order, 8 bits higher. */
static uint16_t select(uint16_t function, unsigned offset)
{
    io_out32(PCI_CONFIG_ADDRESS, (uint32_t)PCI_ADDRESS_ENABLE |
                                     (uint32_t)function << 8 |
                                     (offset & (uint32_t)PCI_ADDRESS_REGISTER));
    return (uint16_t)(PCI_CONFIG_DATA + offset % 4);
}

static uint32_t port_read(uint16_t function, unsigned offset, unsigned size)
{
    uint64_t flags = lock();
    uint16_t port = select(function, offset);
    uint32_t value;

    if (size == 1)
        value = io_in8(port);
    else if (size == 2)
        value = io_in16(port);
    else
        value = io_in32(port);
    unlock(flags);
    return value;
}

static void port_write(uint16_t function, unsigned offset, unsigned size,
                       uint32_t value)
{
    uint64_t flags = lock();
    uint16_t port = select(function, offset);

    if (size == 1)
        io_out8(port, (uint8_t)value);
    else if (size == 2)
        io_out16(port, (uint16_t)value);
    else
        io_out32(port, value);
    unlock(flags);
}

const struct pci_space pci_ports = {.read = port_read, .write = port_write};

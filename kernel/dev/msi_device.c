/*
 * kernel/dev/msi_device.c - which functions lab 05 works on: the machine's own
 * (msi_own.c), or the soft chipset's.  Contract: kernel/msi_device.h.
 */
#include <stddef.h>
#include "hw/pci_regs.h"
#include "kernel/msi_device.h"
#include "kernel/msi_own.h"
#include "kernel/pci.h"
#include "kernel/print.h"
#include "kernel/soft.h"
#include "model/soft_pci.h"

static struct {
    bool are_own; /* all are there and sound */
    uint16_t function[SOFT_PCI_FUNCTIONS];
    struct {
        unsigned writes; /* 0: no ring waits */
        unsigned which, bell;
    } later;
} devices;

void msi_devices_find(void)
{
    devices.are_own = msi_own_find();
    for (unsigned which = 0; which < SOFT_PCI_FUNCTIONS; which++)
        devices.function[which] =
            devices.are_own ? msi_own_function(which)
                            : soft_pci_requester((enum soft_pci_which)which);
}

void msi_devices_tell(void)
{
    msi_own_tell();
    if (!devices.are_own)
        print("PCI: edu, a doorbell with MSI-X and a second edu are soft: "
              "played by the kernel\n");
}

bool msi_devices_are_soft(void)
{
    return !devices.are_own;
}

uint16_t msi_device(unsigned which)
{
    return devices.function[which];
}

/* Number of the function that has this requester ID, or the count. */
static unsigned which_of(uint16_t function)
{
    unsigned which = 0;

    while (which < SOFT_PCI_FUNCTIONS && devices.function[which] != function)
        which++;
    return which;
}

void msi_devices_reset(unsigned layout)
{
    if (!devices.are_own) {
        soft_functions_reset(layout);
        return;
    }
    msi_own_settle();
    msi_own_mark();
}

void msi_devices_settle(void)
{
    devices.later.writes = 0;
    if (devices.are_own)
        msi_own_settle();
    else
        soft_functions_off();
}

void msi_device_ring(unsigned which, unsigned bell)
{
    if (devices.are_own)
        msi_own_ring(which, bell);
    else
        soft_functions_ring(which, bell);
}

void msi_device_acknowledge(unsigned which, unsigned bell)
{
    if (devices.are_own)
        msi_own_acknowledge(which, bell);
    else
        soft_functions_acknowledge(which, bell);
}

void msi_device_copy(unsigned which)
{
    if (devices.are_own)
        msi_own_copy(which);
    else
        soft_functions_copy(which);
}

void msi_device_ring_after(unsigned writes, unsigned which, unsigned bell)
{
    devices.later.which = which;
    devices.later.bell = bell;
    devices.later.writes = writes;
}

void msi_device_ring_now(void)
{
    if (devices.later.writes == 0)
        return;
    devices.later.writes = 0;
    msi_device_ring(devices.later.which, devices.later.bell);
}

/* A write was made: the device may have been waiting for it. */
static void count_write(void)
{
    if (devices.later.writes > 1)
        devices.later.writes--;
    else
        msi_device_ring_now();
}

unsigned msi_device_capability(unsigned which, unsigned id)
{
    return devices.are_own ? msi_own_capability(which, id)
                           : soft_functions_capability(which, id);
}

uint64_t msi_device_table(void)
{
    return devices.are_own ? msi_own_table() : soft_functions_table();
}

static bool is_access(unsigned offset, unsigned size)
{
    return offset % size == 0 && offset < PCI_CONFIG_SIZE;
}

uint32_t msi_device_config_read(uint16_t function, unsigned offset,
                                unsigned size)
{
    unsigned which = which_of(function);

    if (!is_access(offset, size))
        return UINT32_MAX;
    if (which < SOFT_PCI_FUNCTIONS && devices.are_own)
        return msi_own_config_read(which, offset, size);
    if (which < SOFT_PCI_FUNCTIONS && soft_functions_are_on())
        return soft_config_read(which, offset, size);
    return pci_ports.read(function, offset, size);
}

void msi_device_config_write(uint16_t function, unsigned offset, unsigned size,
                             uint32_t value)
{
    unsigned which = which_of(function);

    if (!is_access(offset, size))
        return;
    if (which < SOFT_PCI_FUNCTIONS && devices.are_own)
        msi_own_config_write(which, offset, size, value);
    else if (which < SOFT_PCI_FUNCTIONS && soft_functions_are_on())
        soft_config_write(which, offset, size, value);
    else
        pci_ports.write(function, offset, size, value);
}

bool msi_device_read32(uint64_t address, uint32_t *value)
{
    return devices.are_own ? msi_own_read32(address, value)
                           : soft_functions_read(address, value);
}

bool msi_device_write32(uint64_t address, uint32_t value)
{
    bool done = devices.are_own ? msi_own_write32(address, value)
                                : soft_functions_write(address, value);

    if (done)
        count_write();
    return done;
}

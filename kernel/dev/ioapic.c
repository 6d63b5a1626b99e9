/*
 * kernel/dev/ioapic.c - putting the machine's I/O APIC back.
 *
 * All 24 entries would be a hundred lines of record a step; so it is noted
 * which ones lab code wrote, and those alone are masked again.  Contract:
 * kernel/ioapic.h.
 */
#include "hw/ioapic_regs.h"
#include "kernel/ioapic.h"
#include "kernel/mmio.h"

#define PINS 24u

static struct {
    uint32_t index; /* what lab code last wrote to IOREGSEL */
    uint32_t dirty; /* bit n: entry n was written */
} noted;

static void put(uint32_t index, uint32_t value)
{
    device_write32(IOAPIC_DEFAULT_BASE + IOAPIC_IOREGSEL, index);
    device_write32(IOAPIC_DEFAULT_BASE + IOAPIC_IOWIN, value);
}

uint32_t ioapic_version(uint64_t base)
{
    device_write32(base + IOAPIC_IOREGSEL, IOAPIC_VER);
    return device_read32(base + IOAPIC_IOWIN);
}

void ioapic_note(uint64_t address, uint32_t value)
{
    if (address == IOAPIC_DEFAULT_BASE + IOAPIC_IOREGSEL)
        noted.index = value & (uint32_t)IOAPIC_IOREGSEL_INDEX;
    if (address == IOAPIC_DEFAULT_BASE + IOAPIC_IOWIN &&
        noted.index >= IOAPIC_IOREDTBL && noted.index < ioapic_rte_low(PINS))
        noted.dirty |= UINT32_C(1) << (noted.index - IOAPIC_IOREDTBL) / 2;
}

void ioapic_distrust(void)
{
    noted.dirty = (UINT32_C(1) << PINS) - 1;
}

/* Edge, so that a Remote IRR that waits for an EOI goes as well.
 * [IOAPIC 3.2.4 "IOREDTBL[23:0]--I/O Redirection Table Registers"] */
void ioapic_settle(void)
{
    for (unsigned pin = 0; pin < PINS; pin++) {
        if (!(noted.dirty >> pin & 1))
            continue;
        put(ioapic_rte_low(pin), (uint32_t)IOAPIC_RTE_MASKED);
        put(ioapic_rte_high(pin), 0);
    }
    noted.dirty = 0;
    noted.index = 0;
}

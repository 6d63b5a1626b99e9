/*
 * kernel/soft/region.c - which addresses are soft, and what passes by.
 *
 * One table in front of the accessors: a region has a reader and a writer.
 * The local APIC's EOI goes to the hardware and then comes by here, because a
 * soft I/O APIC must hear of it.  Contract: kernel/soft.h.
 */
#include <stddef.h>
#include "hw/lapic_regs.h"
#include "hw/x2apic_regs.h"
#include "kernel/ioapic.h"
#include "kernel/mark.h"
#include "kernel/msi_device.h"
#include "kernel/soft.h"
#include "soft_parts.h"

#define PAGE 0x1000u

struct region {
    uint64_t base, size;
    bool (*is_on)(void);
    uint32_t (*read)(uint32_t offset);
    void (*write)(uint32_t offset, uint32_t value);
};

static const struct region regions[] = {
    {SOFT_IOAPIC_BASE, PAGE, soft_ioapic_is_on, soft_ioapic_read,
     soft_ioapic_write},
};

void soft_tell(enum soft_op op, unsigned detail, uint32_t value)
{
    uint64_t argument = field_put(0, MARK_SOFT_OP, op);

    argument = field_put(argument, MARK_SOFT_DETAIL, detail);
    mark_value(MARK_SOFT, (unsigned)argument, value);
}

static const struct region *find(uint64_t address)
{
    for (size_t i = 0; i < sizeof regions / sizeof regions[0]; i++)
        if (address >= regions[i].base &&
            address - regions[i].base < regions[i].size && regions[i].is_on())
            return &regions[i];
    return NULL;
}

bool soft_read32(uint64_t address, uint32_t *value)
{
    const struct region *r = find(address);

    if (r != NULL)
        *value = r->read((uint32_t)(address - r->base));
    return r != NULL || msi_device_read32(address, value);
}

bool soft_write32(uint64_t address, uint32_t value)
{
    const struct region *r = find(address);

    if (r != NULL)
        r->write((uint32_t)(address - r->base), value);
    else if (msi_device_write32(address, value))
        return true;
    else
        ioapic_note(address, value);
    return r != NULL;
}

static struct soft_eoi before(bool is_eoi)
{
    struct soft_eoi eoi = {.vector = SOFT_NO_EOI};

    eoi.is_watched = is_eoi && soft_ioapic_begin_eoi(&eoi.flags);
    if (eoi.is_watched)
        eoi.vector = soft_in_service();
    return eoi;
}

struct soft_eoi soft_before_write(uint64_t address)
{
    return before(address == LAPIC_DEFAULT_BASE + LAPIC_EOI);
}

struct soft_eoi soft_before_msr(uint32_t msr)
{
    return before(msr == x2apic_msr(LAPIC_EOI));
}

void soft_after_write(const struct soft_eoi *eoi)
{
    if (eoi->is_watched)
        soft_ioapic_end_eoi(eoi->flags, eoi->vector);
}

void soft_reset(void)
{
    soft_ioapic_reset();
}

void soft_line(unsigned pin, bool high)
{
    if (soft_ioapic_is_on())
        soft_ioapic_line(pin, high);
}

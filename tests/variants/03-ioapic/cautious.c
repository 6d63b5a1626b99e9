/* tests/variants/03-ioapic/cautious.c - a right answer that changes as little
 * as it can: entries are read, one field changed and written back, nine times
 * for a route, with IF off between the two accesses of each. */
#include "hw/ioapic_regs.h"
#include "hw/lapic_regs.h"
#include "lab/cpu.h"
#include "lab/ioapic.h"

struct chip {
    uint64_t base;
    uint32_t gsi, pins;
};

static struct chip chips[8];
static unsigned chip_count;
static uint32_t isa[16];
static bool overridden[16];

static uint32_t access(const struct chip *c, uint32_t index, bool write,
                       uint32_t value)
{
    bool was_on = (cpu_flags() & RFLAGS_IF) != 0;

    cpu_cli();
    mmio_write32(c->base + IOAPIC_IOREGSEL, index);
    if (write)
        mmio_write32(c->base + IOAPIC_IOWIN, value);
    else
        value = mmio_read32(c->base + IOAPIC_IOWIN);
    if (was_on)
        cpu_sti();
    return value;
}

static uint32_t get(const struct chip *c, uint32_t index)
{
    return access(c, index, false, 0);
}

static void set_field(const struct chip *c, uint32_t index, uint64_t field,
                      uint64_t value)
{
    uint64_t word = field_put(get(c, index), field, value);

    access(c, index, true, (uint32_t)word);
}

static void add_chip(const struct acpi_madt_ioapic *entry)
{
    struct chip *c = &chips[chip_count];

    if (chip_count == 8)
        return;
    chip_count++;
    c->base = entry->address;
    c->gsi = entry->gsi_base;
    c->pins = (uint32_t)field_get(get(c, IOAPIC_VER), IOAPIC_VER_LAST) + 1;
}

void ioapic_find(const struct acpi_madt *madt)
{
    const struct acpi_madt_entry *e = NULL;

    chip_count = 0;
    for (unsigned i = 0; i < 16; i++)
        overridden[i] = false;
    while ((e = madt_next(madt, e)) != NULL) {
        const struct acpi_madt_override *o = (const void *)e;

        if (e->type == ACPI_MADT_IOAPIC && e->length >= 12)
            add_chip((const void *)e);
        if (e->type != ACPI_MADT_OVERRIDE || e->length < 10 || o->bus != 0 ||
            o->source > 15)
            continue;
        overridden[o->source] = true;
        isa[o->source] = o->gsi;
    }
}

uint32_t gsi_for_isa(unsigned irq)
{
    return irq < 16 && overridden[irq] ? isa[irq] : irq;
}

unsigned ioapic_locate(uint32_t gsi, unsigned *pin)
{
    for (unsigned i = 0; i < chip_count; i++)
        if (gsi >= chips[i].gsi && gsi - chips[i].gsi < chips[i].pins) {
            *pin = gsi - chips[i].gsi;
            return i;
        }
    *pin = 0;
    return 0;
}

void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    unsigned pin;
    const struct chip *c = &chips[ioapic_locate(gsi, &pin)];
    uint32_t low = ioapic_rte_low(pin);

    set_field(c, low, IOAPIC_RTE_MASKED, 1);
    set_field(c, low, IOAPIC_RTE_LEVEL, 0); /* Remote IRR goes */
    set_field(c, low + 1, BITS(31, 24), dest);
    set_field(c, low, IOAPIC_RTE_VECTOR, vector);
    set_field(c, low, IOAPIC_RTE_DELIVERY_MODE, 0);
    set_field(c, low, IOAPIC_RTE_DEST_LOGICAL, 0);
    set_field(c, low, IOAPIC_RTE_ACTIVE_LOW, polarity == IOAPIC_ACTIVE_LOW);
    set_field(c, low, IOAPIC_RTE_LEVEL, trigger == IOAPIC_LEVEL);
    set_field(c, low, IOAPIC_RTE_MASKED, 0);
}

void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    body(gsi);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
}

void ioapic_mask(uint32_t gsi)
{
    unsigned pin;
    const struct chip *c = &chips[ioapic_locate(gsi, &pin)];

    set_field(c, ioapic_rte_low(pin), IOAPIC_RTE_MASKED, 1);
}

void ioapic_unmask(uint32_t gsi)
{
    unsigned pin;
    const struct chip *c = &chips[ioapic_locate(gsi, &pin)];

    set_field(c, ioapic_rte_low(pin), IOAPIC_RTE_MASKED, 0);
}

bool ioapic_remote_irr(uint32_t gsi)
{
    unsigned pin;
    const struct chip *c = &chips[ioapic_locate(gsi, &pin)];

    return (get(c, ioapic_rte_low(pin)) & IOAPIC_RTE_REMOTE_IRR) != 0;
}

void ioapic_bring_up(void)
{
    for (unsigned i = 0; i < chip_count; i++)
        for (unsigned pin = 0; pin < chips[i].pins; pin++)
            set_field(&chips[i], ioapic_rte_low(pin), IOAPIC_RTE_MASKED, 1);
}

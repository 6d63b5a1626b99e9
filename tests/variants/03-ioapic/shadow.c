/* tests/variants/03-ioapic/shadow.c - a right answer that keeps a copy of each
 * entry in memory, and writes both halves from it whatever has changed. */
#include "hw/ioapic_regs.h"
#include "hw/lapic_regs.h"
#include "lab/cpu.h"
#include "lab/ioapic.h"

#define GSIS 64u

static struct {
    uint64_t base;
    uint32_t gsi;
} chip[4];
static unsigned chips;
static uint32_t isa[16];
static uint64_t shadow[GSIS];

static void write(uint64_t base, uint32_t index, uint64_t value)
{
    mmio_write32(base + IOAPIC_IOREGSEL, index);
    mmio_write32(base + IOAPIC_IOWIN, (uint32_t)value);
}

void ioapic_find(const struct acpi_madt *madt)
{
    const struct acpi_madt_entry *e = NULL;

    chips = 0;
    for (unsigned i = 0; i < 16; i++)
        isa[i] = i;
    while ((e = madt_next(madt, e)) != NULL) {
        const struct acpi_madt_ioapic *io = (const void *)e;
        const struct acpi_madt_override *o = (const void *)e;

        if (e->type == ACPI_MADT_OVERRIDE && o->bus == 0)
            isa[o->source % 16] = o->gsi;
        if (e->type != ACPI_MADT_IOAPIC || chips == 4)
            continue;
        chip[chips].base = io->address;
        chip[chips++].gsi = io->gsi_base;
    }
}

uint32_t gsi_for_isa(unsigned irq)
{
    return isa[irq];
}

unsigned ioapic_locate(uint32_t gsi, unsigned *pin)
{
    unsigned which = 0;

    *pin = UINT32_MAX;
    for (unsigned i = 0; i < chips; i++)
        if (gsi >= chip[i].gsi && gsi - chip[i].gsi < *pin) {
            *pin = gsi - chip[i].gsi;
            which = i;
        }
    return which;
}

/* The entry is masked, and an edge's, from the first write to the last. */
static void flush(uint32_t gsi)
{
    unsigned pin, i = ioapic_locate(gsi, &pin);

    write(chip[i].base, ioapic_rte_low(pin), IOAPIC_RTE_MASKED);
    write(chip[i].base, ioapic_rte_high(pin), shadow[gsi] >> 32);
    write(chip[i].base, ioapic_rte_low(pin), shadow[gsi]);
}

void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    shadow[gsi] = vector | (uint64_t)dest << 56;
    if (trigger == IOAPIC_LEVEL)
        shadow[gsi] |= IOAPIC_RTE_LEVEL;
    if (polarity != IOAPIC_ACTIVE_HIGH)
        shadow[gsi] |= IOAPIC_RTE_ACTIVE_LOW;
    flush(gsi);
}

void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    body(gsi);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
}

static void write_mask(uint32_t gsi)
{
    unsigned pin, i = ioapic_locate(gsi, &pin);

    write(chip[i].base, ioapic_rte_low(pin), shadow[gsi]);
}

void ioapic_mask(uint32_t gsi)
{
    shadow[gsi] |= IOAPIC_RTE_MASKED;
    write_mask(gsi);
}

void ioapic_unmask(uint32_t gsi)
{
    shadow[gsi] &= ~IOAPIC_RTE_MASKED;
    write_mask(gsi);
}

bool ioapic_remote_irr(uint32_t gsi)
{
    unsigned pin, i = ioapic_locate(gsi, &pin);

    mmio_write32(chip[i].base + IOAPIC_IOREGSEL, ioapic_rte_low(pin));
    return (mmio_read32(chip[i].base + IOAPIC_IOWIN) & IOAPIC_RTE_REMOTE_IRR) !=
           0;
}

void ioapic_bring_up(void)
{
    for (unsigned i = 0; i < chips; i++) {
        uint32_t last;

        mmio_write32(chip[i].base + IOAPIC_IOREGSEL, IOAPIC_VER);
        last = mmio_read32(chip[i].base + IOAPIC_IOWIN) >> 16 & 0xff;
        for (uint32_t pin = last + 1; pin-- > 0;)
            write(chip[i].base, ioapic_rte_low(pin), IOAPIC_RTE_MASKED);
    }
    for (unsigned gsi = 0; gsi < GSIS; gsi++)
        shadow[gsi] = IOAPIC_RTE_MASKED;
}

/*
 * model/src/ioapic.c - the I/O APIC's registers: reset, read and write.
 *
 * Offsets in memory first, then the index that IOREGSEL holds.  What pins and
 * entries do with each other is ioapic_pin.c.  Contract: model/ioapic.h.
 *
 *   offset 00h IOREGSEL   selects       write_regsel
 *          10h IOWIN      reads and writes the register selected:
 *                         ID, VER, ARB, entry n low or high
 *                                       read_selected, write_selected
 *          40h EOI        as a broadcast, from version 20h on   ioapic_eoi
 */
#include "ioapic_parts.h"

#define RESET_VERSION 0x20u
/* Pins that the eight bits of IOREGSEL can reach. */
#define PINS_BY_INDEX 120u

static unsigned clamp(unsigned pins)
{
    if (pins == 0)
        return 1;
    return pins > IOAPIC_PINS_MAX ? IOAPIC_PINS_MAX : pins;
}

void ioapic_reset(struct ioapic *io, unsigned pins)
{
    *io = (struct ioapic){.version = RESET_VERSION, .pins = clamp(pins)};
    for (unsigned pin = 0; pin < io->pins; pin++)
        io->rte[pin] = IOAPIC_RTE_MASKED;
}

/* Choice: from version 20h on bits 55:48 can be written as well, for they are
 * part of the remappable format. */
uint64_t ioapic_rte_writable(const struct ioapic *io)
{
    uint64_t writable = IOAPIC_RTE_DEST | IOAPIC_RTE_MASKED | IOAPIC_RTE_LEVEL |
                        IOAPIC_RTE_ACTIVE_LOW | IOAPIC_RTE_DEST_LOGICAL |
                        IOAPIC_RTE_DELIVERY_MODE | IOAPIC_RTE_VECTOR;

    if (io->version >= IOAPIC_VERSION_EOI)
        writable |= IOAPIC_RTE_INDEX | IOAPIC_RTE_REMAPPABLE;
    return writable;
}

uint64_t ioapic_entry(const struct ioapic *io, unsigned pin)
{
    if (pin >= io->pins)
        return 0;
    return io->rte[pin] |
           (ioapic_is_waiting(io, pin) ? IOAPIC_RTE_DELIVERY_STATUS : 0);
}

/* Remote IRR is software's to read only, and goes when the entry stops being a
 * level one: mask and edge, then back, ends an interrupt on parts without
 * IOAPIC_EOI.  An edge that waits is forgotten when the entry becomes level.
 * [IOAPIC 3.2.4 "IOREDTBL[23:0]--I/O Redirection Table Registers"] */
static void write_entry(struct ioapic *io, unsigned pin, uint64_t value)
{
    uint64_t remote_irr = io->rte[pin] & IOAPIC_RTE_REMOTE_IRR;

    io->rte[pin] = value & ioapic_rte_writable(io);
    if (ioapic_is_level(io->rte[pin])) {
        io->rte[pin] |= remote_irr;
        io->edge_irr[pin] = false;
    }
}

static bool is_high_half(uint32_t index)
{
    return (index - IOAPIC_IOREDTBL) % 2 != 0;
}

static unsigned pin_of(uint32_t index)
{
    return (index - IOAPIC_IOREDTBL) / 2;
}

/* Choice: ARB shows ID, which every write of ID loads into it.
 * [IOAPIC 3.2.3 "IOAPICARB--IOAPIC Arbitration Register"] */
static uint32_t read_selected(const struct ioapic *io)
{
    uint64_t version = field_put(0, IOAPIC_VER_LAST, io->pins - 1);
    uint64_t entry;

    switch (io->regsel) {
    case IOAPIC_ID:
        return (uint32_t)field_put(0, IOAPIC_ID_ID, io->id);
    case IOAPIC_VER:
        return (uint32_t)field_put(version, IOAPIC_VER_VERSION, io->version);
    case IOAPIC_ARB:
        return (uint32_t)field_put(0, IOAPIC_ARB_ID, io->id);
    default:
        break;
    }
    if (io->regsel < IOAPIC_IOREDTBL)
        return 0;
    entry = ioapic_entry(io, pin_of(io->regsel));
    return (uint32_t)(is_high_half(io->regsel) ? entry >> 32 : entry);
}

static void write_selected(struct ioapic *io, uint32_t value)
{
    unsigned pin = pin_of(io->regsel);

    if (io->regsel == IOAPIC_ID)
        io->id = (uint32_t)field_get(value, IOAPIC_ID_ID);
    if (io->regsel < IOAPIC_IOREDTBL || pin >= io->pins)
        return;
    if (is_high_half(io->regsel))
        write_entry(io, pin, field_put(io->rte[pin], BITS(63, 32), value));
    else
        write_entry(io, pin, field_put(io->rte[pin], BITS(31, 0), value));
}

/* Choice: a unit of more than 120 pins, which eight bits cannot reach, takes a
 * ninth.  No such part is known. */
static void write_regsel(struct ioapic *io, uint32_t value)
{
    if (io->pins > PINS_BY_INDEX)
        io->regsel = value & (2 * IOAPIC_IOREGSEL_INDEX | 1);
    else
        io->regsel = value & IOAPIC_IOREGSEL_INDEX;
}

uint32_t ioapic_read(const struct ioapic *io, uint32_t offset)
{
    switch (offset) {
    case IOAPIC_IOREGSEL:
        return io->regsel;
    case IOAPIC_IOWIN:
        return read_selected(io);
    default:
        return 0;
    }
}

void ioapic_write(struct ioapic *io, uint32_t offset, uint32_t value)
{
    switch (offset) {
    case IOAPIC_IOREGSEL:
        write_regsel(io, value);
        break;
    case IOAPIC_IOWIN:
        write_selected(io, value);
        break;
    case IOAPIC_EOI:
        if (io->version >= IOAPIC_VERSION_EOI)
            ioapic_eoi(io, (uint8_t)field_get(value, IOAPIC_EOI_VECTOR));
        break;
    default:
        break;
    }
}

/*
 * model/src/soft_pci.c - the doorbell, and where a layout puts everything.
 * Contract: model/soft_pci.h.
 */
#include "model/rng.h"
#include "model/soft_pci.h"

#define SLOTS        7u /* places for capabilities, 18h bytes apart */
#define SLOT_SIZE    0x18u
#define POWER        0x01u /* capability IDs that only stand in the way */
#define VENDOR_OWN   0x09u
#define PCI_EXPRESS  0x10u
#define REGION_SIZE  0x1000u
#define EDU_FIRST    UINT32_C(0xfe000000) /* 1 MiB each */
#define BELL_FIRST   UINT32_C(0xfe800000) /* 64 KiB each */
#define BELL_REGIONS 8u
#define PBA_FIRST    0x300u
#define LOW_BITS     3u /* of a pointer: reserved, to be ignored */

#define REAL_TABLE   3u     /* BIR; offset 0 */
#define REAL_PBA     0x2003 /* BIR 3, offset 2000h */

struct drawing {
    struct rng rng;
    unsigned layout;
    uint8_t slot[SLOTS];
    unsigned used;
};

uint16_t soft_pci_requester(enum soft_pci_which which)
{
    return (uint16_t)field_put(0, PCI_REQUESTER_DEVICE, 0x10u + which);
}

/* ---- one layout ---- */

static uint8_t next_slot(struct drawing *d)
{
    return (uint8_t)(PCI_CAPABILITY_FIRST + SLOT_SIZE * d->slot[d->used++]);
}

static void draw_slots(struct drawing *d)
{
    d->used = 0;
    for (unsigned i = 0; i < SLOTS; i++)
        d->slot[i] = (uint8_t)i;
    rng_shuffle(&d->rng, d->slot, SLOTS);
}

static void put32(struct pci_function *f, unsigned offset, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        f->config[offset + i] = (uint8_t)(value >> (8 * i));
}

/* As firmware leaves it. */
static void set_bar(struct pci_function *f, unsigned bar, uint32_t base)
{
    pci_config_write(f, PCI_BAR0 + 4 * bar, 4, base);
}

/* One that says something to whoever looks for an ID byte by byte. */
static void add_decoy(struct pci_function *f, struct drawing *d, uint8_t id)
{
    uint8_t at = next_slot(d);

    pci_add_capability(f, at, id);
    put32(f, at + 4u,
          PCI_CAPABILITY_MSI | PCI_CAPABILITY_MSIX << 8 |
              PCI_CAPABILITY_MSIX << 16);
}

/* Reserved bits of the pointers are not 0. */
static void dirty_pointers(struct pci_function *f)
{
    unsigned at = PCI_CAPABILITY_POINTER;

    while (f->config[at] != 0) {
        unsigned next = f->config[at];

        f->config[at] |= LOW_BITS;
        at = next + PCI_CAPABILITY_NEXT;
    }
}

static void build_edu(struct pci_function *f, struct drawing *d)
{
    bool decoy_first = rng_next(&d->rng) % 2 != 0;

    pci_add_bar(f, 0, EDU_REGION_SIZE, false);
    draw_slots(d);
    if (decoy_first)
        add_decoy(f, d, VENDOR_OWN);
    pci_add_msi(f, next_slot(d), 0, true, false);
    add_decoy(f, d, decoy_first ? POWER : VENDOR_OWN);
    set_bar(f, 0, EDU_FIRST + EDU_REGION_SIZE * rng_between(&d->rng, 0, 7));
}

/* Table in region 2, of 64 bits, or in 4; pending bits there or in 1. */
static void add_table(struct pci_function *f, struct drawing *d)
{
    unsigned bir = d->layout & SOFT_PCI_LAYOUT_64 ? 2 : 4;
    unsigned pba = rng_next(&d->rng) % 2 != 0 ? bir : 1;
    uint32_t table = 0x80u * rng_between(&d->rng, 1, 4);
    uint8_t region[4];

    rng_distinct(&d->rng, region, 4, 0, BELL_REGIONS - 1);
    pci_add_bar(f, 0, REGION_SIZE, false);
    pci_add_bar(f, 1, REGION_SIZE, false);
    pci_add_bar(f, bir, REGION_SIZE, bir == 2);
    set_bar(f, 0, BELL_FIRST + 0x10000u * region[0]);
    set_bar(f, 1, BELL_FIRST + 0x10000u * region[1]);
    set_bar(f, bir, BELL_FIRST + 0x10000u * region[2]);
    pci_add_msix(f, next_slot(d), SOFT_PCI_ENTRIES - 1, table | bir,
                 (PBA_FIRST + 8 * rng_between(&d->rng, 0, 7)) | pba);
}

static void build_bell(struct pci_function *f, struct drawing *d)
{
    bool msi_first = rng_next(&d->rng) % 2 != 0;

    draw_slots(d);
    add_decoy(f, d, POWER);
    if (msi_first)
        pci_add_msi(f, next_slot(d), 0, false, false);
    add_table(f, d);
    add_decoy(f, d, PCI_EXPRESS);
    if (!msi_first)
        pci_add_msi(f, next_slot(d), 0, false, false);
}

static void build_real(struct soft_pci *p)
{
    struct pci_function *edu = &p->function[SOFT_PCI_EDU];
    struct pci_function *net = &p->function[SOFT_PCI_BELL];

    pci_function_init(edu, EDU_VENDOR, EDU_DEVICE,
                      soft_pci_requester(SOFT_PCI_EDU));
    pci_add_bar(edu, 0, EDU_REGION_SIZE, false);
    pci_add_msi(edu, 0x40, 0, true, false);
    pci_function_init(net, E1000E_VENDOR, E1000E_DEVICE,
                      soft_pci_requester(SOFT_PCI_BELL));
    pci_add_bar(net, 0, 0x20000, false);
    pci_add_bar(net, 1, 0x20000, false);
    pci_add_bar(net, REAL_TABLE, 0x4000, false);
    pci_add_capability(net, 0xc8, POWER);
    pci_add_msi(net, 0xd0, 0, true, false);
    pci_add_capability(net, 0xe0, PCI_EXPRESS);
    pci_add_msix(net, 0xa0, SOFT_PCI_ENTRIES - 1, REAL_TABLE, REAL_PBA);
}

static void build_drawn(struct soft_pci *p, unsigned layout)
{
    struct drawing d = {.rng = {.state = layout + 1}, .layout = layout};
    struct pci_function *edu = &p->function[SOFT_PCI_EDU];
    struct pci_function *bell = &p->function[SOFT_PCI_BELL];

    pci_function_init(edu, EDU_VENDOR, EDU_DEVICE,
                      soft_pci_requester(SOFT_PCI_EDU));
    build_edu(edu, &d);
    pci_function_init(bell, BELL_VENDOR, BELL_DEVICE,
                      soft_pci_requester(SOFT_PCI_BELL));
    build_bell(bell, &d);
    for (unsigned i = 0; i < SOFT_PCI_FUNCTIONS; i++) {
        if (i == layout % 2 || rng_next(&d.rng) % 2 != 0)
            dirty_pointers(&p->function[i]);
        pci_config_write(&p->function[i], PCI_COMMAND, 2, PCI_COMMAND_MEMORY);
    }
}

/* ---- regions ---- */

static uint32_t word(const uint8_t *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

/* What configuration space says of the regions, so that finding one is quick:
 * pci_bar_address and pci_bar_size of each. */
static void look_up_regions(struct soft_pci *p, enum soft_pci_which which)
{
    const struct pci_function *f = &p->function[which];
    bool decodes = (f->config[PCI_COMMAND] & PCI_COMMAND_MEMORY) != 0;
    unsigned bar = 0;

    while (bar < PCI_BARS) {
        const uint8_t *reg = &f->config[PCI_BAR0 + 4 * bar];
        const uint8_t *mask = &f->writable[PCI_BAR0 + 4 * bar];
        bool wide = field_get(reg[0], PCI_BAR_TYPE) == PCI_BAR_TYPE_64;
        uint64_t bits = word(mask), base = word(reg) & bits;

        if (wide) {
            base |= (uint64_t)(word(reg + 4) & word(mask + 4)) << 32;
            bits |= (uint64_t)word(mask + 4) << 32;
            p->region[which][bar + 1].size = 0;
        }
        p->region[which][bar].base = base;
        p->region[which][bar].size =
            decodes && base != 0 ? bits & (~bits + 1) : 0;
        bar += wide ? 2 : 1;
    }
}

/* edu_reset, but for the buffer: nothing here copies into it. */
static void reset_edu(struct edu *edu)
{
    edu->liveness = edu->factorial = edu->status = edu->interrupts = 0;
    edu->source = edu->destination = edu->count = edu->command = 0;
}

void soft_pci_reset(struct soft_pci *p, unsigned layout)
{
    reset_edu(&p->edu);
    p->rung = 0;
    p->layout = layout;
    if (layout == SOFT_PCI_REAL)
        build_real(p);
    else
        build_drawn(p, layout % SOFT_PCI_LAYOUTS);
    look_up_regions(p, SOFT_PCI_EDU);
    look_up_regions(p, SOFT_PCI_BELL);
}

void soft_pci_config_write(struct soft_pci *p, enum soft_pci_which which,
                           unsigned offset, unsigned size, uint32_t value)
{
    pci_config_write(&p->function[which], offset, size, value);
    if (offset < PCI_BAR0 + 4 * PCI_BARS)
        look_up_regions(p, which);
}

bool soft_pci_find(const struct soft_pci *p, uint64_t address,
                   struct soft_pci_place *place)
{
    for (unsigned which = 0; which < SOFT_PCI_FUNCTIONS; which++)
        for (unsigned bar = 0; bar < PCI_BARS; bar++) {
            uint64_t offset = address - p->region[which][bar].base;

            if (offset >= p->region[which][bar].size)
                continue;
            *place = (struct soft_pci_place){which, bar, (uint32_t)offset};
            return true;
        }
    return false;
}

/* Is `place` in the structure that register `at` of MSI-X's capability points
 * to?  Then *offset is the one from the structure's begin. */
static bool is_in(const struct pci_function *f,
                  const struct soft_pci_place *place, unsigned at,
                  uint32_t size, uint32_t *offset)
{
    uint32_t reg = pci_config_read(f, f->msix + at, 4);
    uint32_t begin = reg & (uint32_t)MSIX_OFFSET;

    if (place->bar != field_get(reg, MSIX_BIR) || place->offset < begin ||
        place->offset - begin >= size)
        return false;
    *offset = place->offset - begin;
    return true;
}

static bool is_in_table(const struct pci_function *f,
                        const struct soft_pci_place *place, uint32_t *offset)
{
    return is_in(f, place, MSIX_TABLE, SOFT_PCI_ENTRIES * MSIX_ENTRY_SIZE,
                 offset);
}

static uint32_t bell_read(const struct soft_pci *p, uint32_t offset)
{
    switch (offset) {
    case BELL_ID:
        return BELL_ID_IS;
    case BELL_COUNT:
        return SOFT_PCI_ENTRIES;
    case BELL_RUNG:
        return p->rung;
    default:
        return 0;
    }
}

uint32_t soft_pci_read(const struct soft_pci *p,
                       const struct soft_pci_place *place)
{
    const struct pci_function *f = &p->function[place->which];
    uint32_t offset;

    if (place->which == SOFT_PCI_EDU)
        return (uint32_t)edu_read(&p->edu, place->offset, 4);
    if (is_in_table(f, place, &offset))
        return pci_msix_table_read(f, offset);
    if (is_in(f, place, MSIX_PBA, 8, &offset))
        return pci_msix_pba_read(f, offset);
    return place->bar == 0 ? bell_read(p, place->offset) : 0;
}

/* A factorial that is asked for is done at once. */
static void edu_written(struct soft_pci *p, uint32_t offset, uint32_t value)
{
    struct pci_function *f = &p->function[SOFT_PCI_EDU];
    bool raised = edu_write(&p->edu, offset, 4, value).raised;

    raised |= edu_compute(&p->edu).raised;
    if (raised)
        pci_message_raise(f, 0);
    pci_intx_set(f, p->edu.interrupts != 0);
}

static void bell_written(struct soft_pci *p, uint32_t offset, uint32_t value)
{
    struct pci_function *f = &p->function[SOFT_PCI_BELL];

    if (offset == BELL_RING && value < SOFT_PCI_ENTRIES) {
        p->rung |= UINT32_C(1) << value;
        pci_message_raise(f, value);
    }
    if (offset == BELL_ACK)
        p->rung &= ~value;
    pci_intx_set(f, p->rung != 0);
}

void soft_pci_write(struct soft_pci *p, const struct soft_pci_place *place,
                    uint32_t value)
{
    struct pci_function *f = &p->function[place->which];
    uint32_t offset;

    if (place->which == SOFT_PCI_EDU)
        edu_written(p, place->offset, value);
    else if (is_in_table(f, place, &offset))
        pci_msix_table_write(f, offset, value);
    else if (place->bar == 0)
        bell_written(p, place->offset, value);
}

bool soft_pci_next(struct soft_pci *p, struct msi_message *message)
{
    for (unsigned i = 0; i < SOFT_PCI_FUNCTIONS; i++) {
        struct pci_function *f = &p->function[i];
        int n;

        while ((n = pci_message_next(f)) != PCI_NO_MESSAGE)
            if (pci_message_take(f, (unsigned)n, message))
                return true;
    }
    return false;
}

/*
 * model/src/soft_pci_layout.c - where a layout puts everything: capabilities,
 * decoys, tables, base addresses.  Contract: model/soft_pci.h.
 *
 * What is drawn for the first two functions does not hang on the rogue, which
 * is drawn last.
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
#define EDU_REGIONS  8u                   /* for two */
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

/* ---- pieces ---- */

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
    add_decoy(f, d, VENDOR_OWN); /* an ID may be there twice */
    set_bar(f, 0,
            EDU_FIRST +
                EDU_REGION_SIZE * rng_between(&d->rng, 0, EDU_REGIONS - 1));
}

/* As an edu, but short to draw; its region is not at `taken`. */
static void build_rogue(struct pci_function *f, struct drawing *d,
                        uint32_t taken)
{
    unsigned place = (taken - EDU_FIRST) / EDU_REGION_SIZE +
                     rng_between(&d->rng, 1, EDU_REGIONS - 1);

    pci_add_bar(f, 0, EDU_REGION_SIZE, false);
    d->used = 0;
    rng_distinct(&d->rng, d->slot, 2, 0, SLOTS - 1);
    add_decoy(f, d, VENDOR_OWN);
    pci_add_msi(f, next_slot(d), 0, true, false);
    set_bar(f, 0, EDU_FIRST + EDU_REGION_SIZE * (place % EDU_REGIONS));
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

static void build_real_edu(struct soft_pci *p, enum soft_pci_which which)
{
    struct pci_function *edu = &p->function[which];

    pci_function_init(edu, EDU_VENDOR, EDU_DEVICE, soft_pci_requester(which));
    pci_add_bar(edu, 0, EDU_REGION_SIZE, false);
    pci_add_msi(edu, 0x40, 0, true, false);
}

static void build_real(struct soft_pci *p)
{
    struct pci_function *net = &p->function[SOFT_PCI_BELL];

    build_real_edu(p, SOFT_PCI_EDU);
    build_real_edu(p, SOFT_PCI_ROGUE);
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

/* What firmware leaves: on, some of the pointers dirty. */
static void finish(struct pci_function *f, struct drawing *d, bool is_dirty)
{
    if (is_dirty || rng_next(&d->rng) % 2 != 0)
        dirty_pointers(f);
    pci_config_write(f, PCI_COMMAND, 2, PCI_COMMAND_MEMORY);
}

static void build_drawn(struct soft_pci *p, unsigned layout)
{
    struct drawing d = {.rng = {.state = layout + 1}, .layout = layout};
    struct pci_function *edu = &p->function[SOFT_PCI_EDU];
    struct pci_function *bell = &p->function[SOFT_PCI_BELL];
    struct pci_function *rogue = &p->function[SOFT_PCI_ROGUE];

    pci_function_init(edu, EDU_VENDOR, EDU_DEVICE,
                      soft_pci_requester(SOFT_PCI_EDU));
    build_edu(edu, &d);
    pci_function_init(bell, BELL_VENDOR, BELL_DEVICE,
                      soft_pci_requester(SOFT_PCI_BELL));
    build_bell(bell, &d);
    finish(edu, &d, layout % 2 == 0);
    finish(bell, &d, layout % 2 != 0);
    pci_function_init(rogue, EDU_VENDOR, EDU_DEVICE,
                      soft_pci_requester(SOFT_PCI_ROGUE));
    build_rogue(rogue, &d, pci_config_read(edu, PCI_BAR0, 4));
    finish(rogue, &d, false);
}

void soft_pci_build(struct soft_pci *p, unsigned layout)
{
    if (layout == SOFT_PCI_REAL)
        build_real(p);
    else
        build_drawn(p, layout % SOFT_PCI_LAYOUTS);
}

/*
 * model/src/soft_pci.c - the three functions' regions, and what leaves them.
 * Contract: model/soft_pci.h.
 */
#include "model/soft_pci.h"

uint16_t soft_pci_requester(enum soft_pci_which which)
{
    return (uint16_t)field_put(0, PCI_REQUESTER_DEVICE, 0x10u + which);
}

enum soft_pci_which soft_pci_of_requester(uint16_t requester)
{
    unsigned which = SOFT_PCI_EDU;

    while (which < SOFT_PCI_FUNCTIONS &&
           soft_pci_requester((enum soft_pci_which)which) != requester)
        which++;
    return (enum soft_pci_which)which;
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

        if (bits == 0 && !wide) { /* most have none */
            p->region[which][bar++].size = 0;
            continue;
        }
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

/* edu_reset, but for the buffer, of which nothing is reached: 4 KiB are many to
 * clear at each step and each question of the grader. */
static void reset_edu(struct soft_edu *e, uint64_t dma_mask)
{
    struct edu *edu = &e->edu;

    edu->liveness = edu->factorial = edu->status = edu->interrupts = 0;
    edu->source = edu->destination = edu->count = edu->command = 0;
    edu->dma_mask = dma_mask;
    e->reached = 0;
}

void soft_pci_reset(struct soft_pci *p, unsigned layout)
{
    reset_edu(&p->edu[0], EDU_DMA_MASK);
    reset_edu(&p->edu[1], EDU_DMA_MASK_WIDE);
    p->has_written = false;
    p->rung = 0;
    p->layout = layout;
    soft_pci_build(p, layout);
    look_up_regions(p, SOFT_PCI_EDU);
    look_up_regions(p, SOFT_PCI_BELL);
    look_up_regions(p, SOFT_PCI_ROGUE);
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

    if (place->which != SOFT_PCI_BELL)
        return (uint32_t)edu_read(&p->edu[place->which == SOFT_PCI_ROGUE].edu,
                                  place->offset, 4);
    if (is_in_table(f, place, &offset))
        return pci_msix_table_read(f, offset);
    if (is_in(f, place, MSIX_PBA, 8, &offset))
        return pci_msix_pba_read(f, offset);
    return place->bar == 0 ? bell_read(p, place->offset) : 0;
}

/* A factorial that is asked for is done at once. */
static void edu_written(struct soft_pci *p, const struct soft_pci_place *place,
                        uint32_t value)
{
    struct edu *edu = &p->edu[place->which == SOFT_PCI_ROGUE].edu;
    struct pci_function *f = &p->function[place->which];
    bool raised = edu_write(edu, place->offset, 4, value).raised;

    raised |= edu_compute(edu).raised;
    if (raised)
        pci_message_raise(f, 0);
    pci_intx_set(f, edu->interrupts != 0);
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

    if (place->which != SOFT_PCI_BELL)
        edu_written(p, place, value);
    else if (is_in_table(f, place, &offset))
        pci_msix_table_write(f, offset, value);
    else if (place->bar == 0)
        bell_written(p, place->offset, value);
}

bool soft_pci_next(struct soft_pci *p, struct msi_message *message)
{
    if (p->has_written) {
        *message = p->written;
        p->has_written = false;
        return true;
    }
    for (unsigned i = 0; i < SOFT_PCI_FUNCTIONS; i++) {
        struct pci_function *f = &p->function[i];
        int n;

        if (f->pending == 0) /* as nearly always */
            continue;
        while ((n = pci_message_next(f)) != PCI_NO_MESSAGE)
            if (pci_message_take(f, (unsigned)n, message))
                return true;
    }
    return false;
}

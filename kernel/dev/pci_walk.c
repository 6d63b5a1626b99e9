/*
 * kernel/dev/pci_walk.c - looking at PCI functions without believing them.
 *
 * Each walk is bounded by what the manual allows, and each answer is checked
 * before it is used: a list may loop, a table may lie outside its region, the
 * function may vanish and read as all ones.  Contract: kernel/pci.h.
 */
#include <stddef.h>
#include "hw/msi_regs.h"
#include "kernel/pci.h"

#define BUSES         256u
#define BUS_SHIFT     8 /* of a requester ID */
#define DEVICES       32u
#define FUNCTIONS     8u
#define GONE          UINT32_C(0xffffffff)
#define LAYOUT_PLAIN  0u
#define LAYOUT_BRIDGE 1u
#define BRIDGE_BUS    0x19u /* secondary bus number of a bridge */
#define GIB_4         UINT64_C(0x100000000)

#define HEADER_SIZE   0x40u

const char *pci_err_text(enum pci_err err)
{
    static const char *const text[] = {
        [PCI_OK] = "it is as it should be",
        [PCI_GONE] = "it does not answer any more: all ones",
        [PCI_BRIDGE] = "it is a bridge, no ordinary function",
        [PCI_LIST_RANGE] = "a pointer of its capability list leads outside "
                           "bytes 40h to FFh",
        [PCI_LIST_LOOP] = "its capability list does not end",
        [PCI_MSIX_BIR] = "its MSI-X table or pending bits are in a region "
                         "that it does not have",
        [PCI_MSIX_OUTSIDE] = "its MSI-X table or pending bits reach past the "
                             "end of their region",
        [PCI_BAR_UNASSIGNED] = "a region of it has no base address",
        [PCI_BAR_OVERLAP] = "two of its regions overlap",
        [PCI_BAR_NO_ROOM] = "there is no room left for its regions",
        [PCI_BAR_UNREACHABLE] = "a region of it is above 4 GiB",
        [PCI_BAR_ELSEWHERE] = "it is behind a bridge, which passes on what "
                              "firmware gave it, and nothing else",
    };

    return (unsigned)err < sizeof text / sizeof text[0] ? text[err] : "?";
}

static uint32_t read_word(const struct pci_space *space, uint16_t function,
                          unsigned offset)
{
    return space->read(function, offset, 4);
}

static unsigned read_byte(const struct pci_space *space, uint16_t function,
                          unsigned offset)
{
    return space->read(function, offset, 1) & 0xffu;
}

/* ---- looking for one ---- */

struct search {
    const struct pci_space *space;
    uint32_t wanted; /* device and vendor, as their register reads */
    uint32_t from;   /* requester IDs below are not looked for */
    uint32_t buses[BUSES / 32];
    uint16_t found;
};

static void note_bridge(struct search *s, uint16_t function)
{
    unsigned layout = read_byte(s->space, function, PCI_HEADER_TYPE) &
                      (unsigned)PCI_HEADER_LAYOUT;
    unsigned bus;

    if (layout != LAYOUT_BRIDGE)
        return;
    bus = read_byte(s->space, function, BRIDGE_BUS);
    s->buses[bus / 32] |= UINT32_C(1) << bus % 32;
}

/* Of one device: up to 8 functions. */
static bool search_device(struct search *s, unsigned bus, unsigned device)
{
    for (unsigned i = 0; i < FUNCTIONS; i++) {
        uint16_t function = (uint16_t)(bus << 8 | device << 3 | i);
        uint32_t id = read_word(s->space, function, PCI_VENDOR_ID);

        if ((id & 0xffffu) == PCI_NO_FUNCTION) {
            if (i == 0)
                return false;
            continue;
        }
        s->found = function;
        if (id == s->wanted && function >= s->from)
            return true;
        note_bridge(s, function);
        if (i == 0 && !(read_byte(s->space, function, PCI_HEADER_TYPE) &
                        (unsigned)PCI_HEADER_MULTIFUNCTION))
            return false;
    }
    return false;
}

/* Each bus once, in rising order: a bridge's own is lower than the one behind
 * it, and a bridge that says otherwise is not followed. */
static bool search(struct search *s, uint16_t *function)
{
    s->buses[0] = 1;
    for (unsigned bus = 0; bus < BUSES; bus++)
        for (unsigned i = 0;
             i < DEVICES && (s->buses[bus / 32] >> bus % 32 & 1); i++)
            if (search_device(s, bus, i)) {
                *function = s->found;
                return true;
            }
    return false;
}

bool pci_find(const struct pci_space *space, uint16_t vendor, uint16_t device,
              uint16_t *function)
{
    struct search s = {.space = space,
                       .wanted = (uint32_t)device << 16 | vendor};

    return search(&s, function);
}

bool pci_find_next(const struct pci_space *space, uint16_t vendor,
                   uint16_t device, uint16_t *function)
{
    struct search s = {.space = space,
                       .wanted = (uint32_t)device << 16 | vendor,
                       .from = *function + 1u};

    return search(&s, function);
}

/* ---- the capability list ---- */

/* Bytes that a capability of this ID needs at least. */
static unsigned size_of(unsigned id)
{
    if (id == PCI_CAPABILITY_MSI)
        return 10;
    return id == PCI_CAPABILITY_MSIX ? 12 : 2;
}

static void note(struct pci_facts *facts, unsigned id, unsigned at)
{
    if (id == PCI_CAPABILITY_MSI && facts->msi == 0)
        facts->msi = (uint8_t)at;
    if (id == PCI_CAPABILITY_MSIX && facts->msix == 0)
        facts->msix = (uint8_t)at;
}

/* [PCI 6.7 "Capabilities List"] */
static enum pci_err look_at_list(const struct pci_space *space,
                                 uint16_t function, struct pci_facts *facts)
{
    unsigned link = PCI_CAPABILITY_POINTER;

    if (!(space->read(function, PCI_STATUS, 2) & PCI_STATUS_CAPABILITIES))
        return PCI_OK;
    for (unsigned i = 0; i <= PCI_CAPABILITY_LIMIT; i++) {
        unsigned at =
            read_byte(space, function, link) & (unsigned)PCI_CAPABILITY_OFFSET;
        unsigned id;

        if (at == 0)
            return PCI_OK;
        if (at < PCI_CAPABILITY_FIRST)
            return PCI_LIST_RANGE;
        id = read_byte(space, function, at + PCI_CAPABILITY_ID);
        if (at + size_of(id) > PCI_CONFIG_SIZE)
            return PCI_LIST_RANGE;
        note(facts, id, at);
        link = at + PCI_CAPABILITY_NEXT;
    }
    return PCI_LIST_LOOP;
}

/* ---- regions ---- */

static bool is_io(uint32_t bar)
{
    return (bar & PCI_BAR_IO) != 0;
}

static bool is_wide(uint32_t bar)
{
    return !is_io(bar) && field_get(bar, PCI_BAR_TYPE) == PCI_BAR_TYPE_64;
}

/* Write all ones, see which bits stay 0, put back what was there. */
static uint32_t probe(const struct pci_space *space, uint16_t function,
                      unsigned bar)
{
    unsigned at = PCI_BAR0 + 4 * bar;
    uint32_t before = read_word(space, function, at), mask;

    space->write(function, at, 4, GONE);
    mask = read_word(space, function, at);
    space->write(function, at, 4, before);
    return mask;
}

/* The region that begins at `bar`; returns how many registers it takes.
 * [PCI 6.2.5.1 "Address Maps"] */
static unsigned look_at_bar(const struct pci_space *space, uint16_t function,
                            unsigned bar, struct pci_facts *facts)
{
    uint32_t low = read_word(space, function, PCI_BAR0 + 4 * bar);
    bool wide = is_wide(low) && bar + 1 < PCI_BARS;
    uint64_t mask = probe(space, function, bar) & PCI_BAR_MEMORY_ADDRESS;
    uint64_t base = low & PCI_BAR_MEMORY_ADDRESS;

    if (is_io(low))
        return 1;
    if (wide) {
        mask |= (uint64_t)probe(space, function, bar + 1) << 32;
        base |= (uint64_t)read_word(space, function, PCI_BAR0 + 4 * bar + 4)
                << 32;
    }
    facts->region[bar].is_64 = wide;
    facts->region[bar].base = base;
    facts->region[bar].size = mask & (~mask + 1);
    return wide ? 2 : 1;
}

static void look_at_bars(const struct pci_space *space, uint16_t function,
                         struct pci_facts *facts)
{
    for (unsigned bar = 0; bar < PCI_BARS;)
        bar += look_at_bar(space, function, bar, facts);
}

static bool overlap(const struct pci_facts *facts, unsigned a, unsigned b)
{
    uint64_t a_end = facts->region[a].base + facts->region[a].size;
    uint64_t b_end = facts->region[b].base + facts->region[b].size;

    return facts->region[a].base < b_end && facts->region[b].base < a_end;
}

static enum pci_err check_regions(const struct pci_facts *facts)
{
    for (unsigned a = 0; a < PCI_BARS; a++) {
        if (facts->region[a].size == 0)
            continue;
        if (facts->region[a].base == 0)
            return PCI_BAR_UNASSIGNED;
        if (facts->region[a].base >= GIB_4 ||
            facts->region[a].size > GIB_4 - facts->region[a].base)
            return PCI_BAR_UNREACHABLE;
        for (unsigned b = 0; b < a; b++)
            if (facts->region[b].size != 0 && overlap(facts, a, b))
                return PCI_BAR_OVERLAP;
    }
    return PCI_OK;
}

/* ---- MSI-X ---- */

static enum pci_err check_structure(const struct pci_facts *facts, uint32_t reg,
                                    uint64_t size)
{
    unsigned bir = (unsigned)field_get(reg, MSIX_BIR);
    uint64_t offset = reg & MSIX_OFFSET;

    if (bir >= PCI_BARS || facts->region[bir].size == 0)
        return PCI_MSIX_BIR;
    if (offset + size > facts->region[bir].size)
        return PCI_MSIX_OUTSIDE;
    return PCI_OK;
}

/* [PCI 6.8.2 "MSI-X Capability and Table Structures"] */
static enum pci_err check_msix(const struct pci_space *space, uint16_t function,
                               const struct pci_facts *facts)
{
    unsigned at = facts->msix;
    uint64_t entries;
    enum pci_err err;

    if (at == 0)
        return PCI_OK;
    entries = field_get(space->read(function, at + MSIX_CONTROL, 2),
                        MSIX_CONTROL_LAST) +
              1;
    err = check_structure(facts, read_word(space, function, at + MSIX_TABLE),
                          entries * MSIX_ENTRY_SIZE);
    if (err != PCI_OK)
        return err;
    return check_structure(facts, read_word(space, function, at + MSIX_PBA),
                           (entries + 63) / 64 * 8);
}

/* ---- all of it ---- */

/* All ones, in part or in whole: it has left the bus. */
static enum pci_err check_header(const struct pci_space *space,
                                 uint16_t function)
{
    uint32_t id = read_word(space, function, PCI_VENDOR_ID);
    unsigned type = read_byte(space, function, PCI_HEADER_TYPE);

    if ((id & 0xffffu) == PCI_NO_FUNCTION || type == 0xff)
        return PCI_GONE;
    return (type & (unsigned)PCI_HEADER_LAYOUT) == LAYOUT_PLAIN ? PCI_OK
                                                                : PCI_BRIDGE;
}

enum pci_err pci_look(const struct pci_space *space, uint16_t function,
                      struct pci_facts *facts)
{
    enum pci_err err = check_header(space, function);
    uint32_t command;

    *facts = (struct pci_facts){.msi = 0};
    if (err != PCI_OK)
        return err;
    command = space->read(function, PCI_COMMAND, 2);
    space->write(function, PCI_COMMAND, 2,
                 command & ~(uint32_t)(PCI_COMMAND_IO | PCI_COMMAND_MEMORY));
    err = look_at_list(space, function, facts);
    look_at_bars(space, function, facts);
    space->write(function, PCI_COMMAND, 2, command);
    if (err == PCI_OK)
        err = check_msix(space, function, facts);
    if (err == PCI_OK)
        err = check_regions(facts);
    return check_header(space, function) == PCI_OK ? err : PCI_GONE;
}

static enum pci_err give(const struct pci_space *space, uint16_t function,
                         unsigned bar, const struct pci_facts *facts,
                         struct pci_window *window)
{
    uint64_t size = facts->region[bar].size;
    uint64_t base = (window->next + size - 1) & ~(size - 1);

    if (base < window->next || base > window->end || size > window->end - base)
        return PCI_BAR_NO_ROOM;
    window->next = base + size;
    space->write(function, PCI_BAR0 + 4 * bar, 4, (uint32_t)base);
    if (facts->region[bar].is_64)
        space->write(function, PCI_BAR0 + 4 * bar + 4, 4,
                     (uint32_t)(base >> 32));
    return PCI_OK;
}

enum pci_err pci_assign(const struct pci_space *space, uint16_t function,
                        struct pci_window *window)
{
    enum pci_err err = check_header(space, function);
    struct pci_facts facts = {.msi = 0};
    uint32_t command;

    if (err != PCI_OK)
        return err;
    if (function >> BUS_SHIFT != 0)
        return PCI_BAR_ELSEWHERE;
    command = space->read(function, PCI_COMMAND, 2);
    space->write(function, PCI_COMMAND, 2,
                 command & ~(uint32_t)(PCI_COMMAND_IO | PCI_COMMAND_MEMORY));
    look_at_bars(space, function, &facts);
    for (unsigned bar = 0; bar < PCI_BARS && err == PCI_OK; bar++)
        if (facts.region[bar].size != 0)
            err = give(space, function, bar, &facts, window);
    return err;
}

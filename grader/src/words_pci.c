/*
 * grader/src/words_pci.c - questions about the PCI functions of lab 05.
 * Contract: grader/include/checks.h.
 *
 * A step begins with its functions' reset, so what they hold at an event is
 * found by repeating the window's inputs up to there.
 */
#include "checks.h"
#include "hw/msi_regs.h"
#include "model/soft_pci.h"
#include "record.h"

static void replay(const struct window *w, size_t index, struct soft_pci *p)
{
    soft_pci_reset(p, 0);
    for (size_t i = w->first; i <= index && i < w->last; i++) {
        const struct event *e = event_at(w, i);
        struct msi_message left;

        if (!is_mark(e, MARK_SOFT, -1))
            continue;
        (void)soft_pci_apply(
            p, (enum soft_op)field_get(mark_argument(e), MARK_SOFT_OP),
            (unsigned)field_get(mark_argument(e), MARK_SOFT_DETAIL),
            mark_value_of(e));
        while (soft_pci_next(p, &left))
            continue;
    }
}

uint32_t pci_at(const struct window *w, size_t index, unsigned which,
                unsigned offset, unsigned size)
{
    struct soft_pci p;

    replay(w, index, &p);
    return pci_config_read(&p.function[which % SOFT_PCI_FUNCTIONS], offset,
                           size);
}

uint64_t pci_region_at(const struct window *w, size_t index, unsigned which,
                       unsigned bar)
{
    struct soft_pci p;

    replay(w, index, &p);
    return pci_bar_address(&p.function[which % SOFT_PCI_FUNCTIONS], bar);
}

static void at_reset(const struct window *w, struct soft_pci *p)
{
    size_t i = w->first;

    soft_pci_reset(p, 0);
    while ((i = find_mark(w, i, MARK_SOFT, -1)) != NOWHERE) {
        unsigned argument = mark_argument(event_at(w, i));

        if (field_get(argument, MARK_SOFT_OP) != SOFT_PCI_RESET)
            continue;
        soft_pci_reset(p, (unsigned)field_get(argument, MARK_SOFT_DETAIL));
        return;
    }
}

unsigned pci_capability(const struct window *w, unsigned which, unsigned id)
{
    const struct pci_function *f;
    struct soft_pci p;
    unsigned link = PCI_CAPABILITY_POINTER;

    at_reset(w, &p);
    f = &p.function[which % SOFT_PCI_FUNCTIONS];
    for (unsigned i = 0; i < PCI_CAPABILITY_LIMIT; i++) {
        unsigned at = f->config[link] & (unsigned)PCI_CAPABILITY_OFFSET;

        if (at == 0 || f->config[at + PCI_CAPABILITY_ID] == id)
            return at;
        link = at + PCI_CAPABILITY_NEXT;
    }
    return 0;
}

uint32_t msix_at(const struct window *w, size_t index, unsigned n,
                 unsigned offset)
{
    struct soft_pci p;

    replay(w, index, &p);
    return pci_msix_table_read(&p.function[SOFT_PCI_BELL],
                               n * MSIX_ENTRY_SIZE + offset);
}

bool msix_pending_at(const struct window *w, size_t index, unsigned n)
{
    struct soft_pci p;

    replay(w, index, &p);
    return (p.function[SOFT_PCI_BELL].pending >> n & 1) != 0;
}

bool pci_is_real(const struct window *w)
{
    struct soft_pci p;

    at_reset(w, &p);
    return p.layout == SOFT_PCI_REAL;
}

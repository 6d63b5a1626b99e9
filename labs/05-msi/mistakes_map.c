/*
 * labs/05-msi/mistakes_map.c - TODO 4: does one idea explain what was found?
 *
 * What a function answers must be true of the record, or it answers no.
 * Contract: mistakes.h.
 */
#include "hw/msi_regs.h"
#include "hw/pci_regs.h"
#include "judge.h"
#include "mistakes.h"
#include "plan.h"

#define BELL 1u

/* What belongs to the pointer whose answer is wrong. */
struct geometry {
    unsigned pointer, bir;
    uint32_t offset, type_bits;
    uint64_t base;
    bool was_read; /* the pointer itself */
};

static bool reads_config(const struct window *w, size_t call, size_t ret,
                         unsigned offset)
{
    struct access a = {.at = call};

    while (msi_next_access(w, &a, ret))
        if (!a.is_write && a.bar < 0 && a.offset / 4 == offset / 4)
            return true;
    return false;
}

static bool is_map(const struct window *w, const struct check *check,
                   const struct finding *f, struct geometry *g)
{
    unsigned at = pci_capability(w, BELL, PCI_CAPABILITY_MSIX);
    size_t call, ret;
    uint32_t where;

    if (check->holds != msi_judge_map || f->kind != FOUND_VALUE)
        return false;
    for (unsigned n = 0; find_call(w, FN_MAP, n, &call, &ret); n++)
        if (ret == f->at)
            break;
    if (ret != f->at)
        return false;
    g->pointer = mark_value_of(event_at(w, call));
    where = pci_at(w, call, BELL, at + g->pointer, 4);
    g->was_read = reads_config(w, call, ret, at + g->pointer);
    g->bir = (unsigned)field_get(where, MSIX_BIR);
    g->offset = where & (uint32_t)MSIX_OFFSET;
    g->base = pci_region_at(w, call, BELL, g->bir);
    g->type_bits = pci_at(w, call, BELL, PCI_BAR0 + 4 * g->bir, 4) &
                   ~(uint32_t)PCI_BAR_MEMORY_ADDRESS;
    return true;
}

bool msi_mistake_pointer_ignored(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    unsigned at = pci_capability(w, BELL, PCI_CAPABILITY_MSIX);
    struct geometry g;
    uint32_t where;

    if (!is_map(w, check, f, &g) || g.pointer != MSIX_PBA || g.was_read)
        return false;
    where = pci_at(w, f->at, BELL, at + MSIX_TABLE, 4);
    return f->got ==
           pci_region_at(w, f->at, BELL, (unsigned)field_get(where, MSIX_BIR)) +
               (where & MSIX_OFFSET);
}

bool msi_mistake_bir_ignored(const struct window *w, const struct check *check,
                             const struct finding *f)
{
    struct geometry g;

    return is_map(w, check, f, &g) && g.bir != 0 &&
           f->got == pci_region_at(w, f->at, BELL, 0) + g.offset;
}

bool msi_mistake_bir_in_offset(const struct window *w,
                               const struct check *check,
                               const struct finding *f)
{
    struct geometry g;

    return is_map(w, check, f, &g) && g.bir != 0 && f->got == f->want + g.bir;
}

bool msi_mistake_bar_high_ignored(const struct window *w,
                                  const struct check *check,
                                  const struct finding *f)
{
    struct geometry g;

    return is_map(w, check, f, &g) && f->got != f->want &&
           f->got == (uint32_t)f->want;
}

bool msi_mistake_bar_type_bits(const struct window *w,
                               const struct check *check,
                               const struct finding *f)
{
    struct geometry g;

    return is_map(w, check, f, &g) && g.type_bits != 0 &&
           f->got == f->want + g.type_bits;
}

bool msi_mistake_offset_shifted(const struct window *w,
                                const struct check *check,
                                const struct finding *f)
{
    struct geometry g;

    return is_map(w, check, f, &g) && g.offset != 0 &&
           f->got == g.base + field_get(g.offset, MSIX_OFFSET);
}

bool msi_mistake_offset_forgotten(const struct window *w,
                                  const struct check *check,
                                  const struct finding *f)
{
    struct geometry g;

    return is_map(w, check, f, &g) && g.was_read && g.offset != 0 &&
           f->got == g.base;
}

/*
 * model/src/soft_pci_marks.c - an access as one word, and back: how kernel and
 * grader tell each other of inputs.  Contract: model/soft_pci.h.
 */
#include "model/soft_pci.h"

#define LAST_WORD 0xffu /* it, or anything beyond */

unsigned soft_pci_detail(unsigned which, unsigned offset, unsigned size)
{
    uint64_t detail = which != 0 ? SOFT_PCI_FUNCTION : 0;

    detail = field_put(detail, SOFT_PCI_SIZE, size == 4 ? 2 : size / 2);
    return (unsigned)field_put(detail, SOFT_PCI_OFFSET, offset);
}

unsigned soft_bar_detail(const struct soft_pci_place *place)
{
    uint64_t detail = place->which != 0 ? SOFT_BAR_FUNCTION : 0;
    uint32_t word = place->offset / 4;

    if (word > LAST_WORD || place->offset % 4 != 0)
        word = LAST_WORD;
    detail = field_put(detail, SOFT_BAR_NUMBER, place->bar);
    return (unsigned)field_put(detail, SOFT_BAR_WORD, word);
}

static struct soft_pci_place place_of(unsigned detail)
{
    return (struct soft_pci_place){
        .which = detail & SOFT_BAR_FUNCTION ? SOFT_PCI_BELL : SOFT_PCI_EDU,
        .bar = (unsigned)field_get(detail, SOFT_BAR_NUMBER),
        .offset = 4 * (uint32_t)field_get(detail, SOFT_BAR_WORD),
    };
}

static unsigned size_of(unsigned detail)
{
    return 1u << field_get(detail, SOFT_PCI_SIZE);
}

static unsigned function_of(unsigned detail)
{
    return detail & SOFT_PCI_FUNCTION ? SOFT_PCI_BELL : SOFT_PCI_EDU;
}

bool soft_pci_apply(struct soft_pci *p, enum soft_op op, unsigned detail,
                    uint32_t value)
{
    struct soft_pci_place place = place_of(detail);

    switch (op) {
    case SOFT_PCI_RESET:
        soft_pci_reset(p, detail);
        return true;
    case SOFT_PCI_WRITE:
        soft_pci_config_write(p, function_of(detail),
                              (unsigned)field_get(detail, SOFT_PCI_OFFSET),
                              size_of(detail), value);
        return true;
    case SOFT_BAR_WRITE:
        soft_pci_write(p, &place, value);
        return true;
    default:
        return false;
    }
}

uint32_t soft_pci_reads(const struct soft_pci *p, enum soft_op op,
                        unsigned detail)
{
    struct soft_pci_place place = place_of(detail);

    if (op == SOFT_BAR_READ)
        return soft_pci_read(p, &place);
    return pci_config_read(&p->function[function_of(detail)],
                           (unsigned)field_get(detail, SOFT_PCI_OFFSET),
                           size_of(detail));
}

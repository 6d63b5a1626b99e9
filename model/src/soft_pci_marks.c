/*
 * model/src/soft_pci_marks.c - an access as one word, and back: how kernel and
 * grader tell each other of inputs.  Contract: model/soft_pci.h.
 */
#include "model/soft_pci.h"

#define LAST_WORD 0xffu /* it, or anything beyond */

unsigned soft_pci_detail(unsigned which, unsigned offset, unsigned size)
{
    uint64_t detail = field_put(0, SOFT_PCI_FUNCTION, which);

    detail = field_put(detail, SOFT_PCI_SIZE, size == 4 ? 2 : size / 2);
    return (unsigned)field_put(detail, SOFT_PCI_OFFSET, offset);
}

unsigned soft_bar_detail(const struct soft_pci_place *place)
{
    bool is_edu = place->which != SOFT_PCI_BELL;
    uint64_t detail = is_edu ? SOFT_BAR_EDU : 0;
    uint32_t word = place->offset / 4;

    if (word > LAST_WORD || place->offset % 4 != 0)
        word = LAST_WORD;
    detail = field_put(detail, SOFT_BAR_NUMBER,
                       is_edu ? (unsigned)place->which : place->bar);
    return (unsigned)field_put(detail, SOFT_BAR_WORD, word);
}

unsigned soft_copy_detail(unsigned which, unsigned index)
{
    uint64_t detail = field_put(0, SOFT_COPY_FUNCTION, which);

    return (unsigned)field_put(detail, SOFT_COPY_INDEX, index);
}

/* Choice: a number that no function has is the rogue's. */
static enum soft_pci_which function_of(uint64_t number)
{
    return number < SOFT_PCI_ROGUE ? (enum soft_pci_which)number
                                   : SOFT_PCI_ROGUE;
}

static enum soft_pci_which edu_of(uint64_t number)
{
    return number == SOFT_PCI_EDU ? SOFT_PCI_EDU : SOFT_PCI_ROGUE;
}

static struct soft_pci_place place_of(unsigned detail)
{
    uint64_t number = field_get(detail, SOFT_BAR_NUMBER);
    uint32_t offset = 4 * (uint32_t)field_get(detail, SOFT_BAR_WORD);

    if ((detail & SOFT_BAR_EDU) != 0)
        return (struct soft_pci_place){edu_of(number), 0, offset};
    return (struct soft_pci_place){SOFT_PCI_BELL, (unsigned)number, offset};
}

static unsigned size_of(unsigned detail)
{
    return 1u << field_get(detail, SOFT_PCI_SIZE);
}

static enum soft_pci_which config_of(unsigned detail)
{
    return function_of(field_get(detail, SOFT_PCI_FUNCTION));
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
        soft_pci_config_write(p, config_of(detail),
                              (unsigned)field_get(detail, SOFT_PCI_OFFSET),
                              size_of(detail), value);
        return true;
    case SOFT_BAR_WRITE:
        soft_pci_write(p, &place, value);
        return true;
    case SOFT_COPY:
        soft_pci_copy_end(p, function_of(detail));
        return true;
    case SOFT_COPY_DATA:
        soft_pci_copy_fetched(
            p, function_of(field_get(detail, SOFT_COPY_FUNCTION)),
            (unsigned)field_get(detail, SOFT_COPY_INDEX), value);
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
    return pci_config_read(&p->function[config_of(detail)],
                           (unsigned)field_get(detail, SOFT_PCI_OFFSET),
                           size_of(detail));
}

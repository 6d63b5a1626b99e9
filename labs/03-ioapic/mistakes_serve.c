/*
 * labs/03-ioapic/mistakes_serve.c - TODO 3 to 6: does one idea explain what
 * was found?  Contract: mistakes.h.
 */
#include "hw/ioapic_regs.h"
#include "hw/lapic_regs.h"
#include "judge.h"
#include "mistakes.h"
#include "plan.h"

#define LAST_PIN 23u

/* ---- handlers ---- */

/* One run of ioapic_interrupt: from its stub's mark to the return. */
struct handler {
    size_t begin, end;
    unsigned cpu;
    bool returned;
    unsigned bodies, eois;
    bool eoi_before_body;
};

/* The handler that was entered at `begin`; marks and EOIs of its CPU.  Handlers
 * of this lab do not nest. */
static struct handler handler_at(const struct window *w, size_t begin)
{
    struct handler h = {.begin = begin, .cpu = event_at(w, begin)->cpu};
    size_t i;

    for (i = begin + 1; i < w->last; i++) {
        const struct event *e = event_at(w, i);

        if (e->cpu != h.cpu)
            continue;
        if (e->kind == EV_IRET || is_mark(e, MARK_STUB, -1) ||
            is_mark(e, MARK_POINT, -1))
            break;
        if (is_mark(e, MARK_BODY, -1))
            h.bodies++;
        if (e->kind == EV_APIC_WRITE && e->reg == LAPIC_EOI) {
            h.eois++;
            h.eoi_before_body |= h.bodies == 0;
        }
    }
    h.end = i;
    h.returned = i < w->last;
    return h;
}

typedef bool handler_test(const struct handler *h);

static bool any_handler(const struct window *w, handler_test *test)
{
    size_t i = w->first;

    while ((i = find_mark(w, i, MARK_STUB, -1)) != NOWHERE) {
        struct handler h = handler_at(w, i);

        if (h.returned && test(&h))
            return true;
    }
    return false;
}

static bool has_no_body(const struct handler *h)
{
    return h->bodies == 0;
}

static bool has_two_bodies(const struct handler *h)
{
    return h->bodies > 1;
}

static bool has_early_eoi(const struct handler *h)
{
    return h->eoi_before_body && h->bodies > 0;
}

static bool has_no_eoi(const struct handler *h)
{
    return h->eois == 0;
}

static bool has_two_eois(const struct handler *h)
{
    return h->eois > 1;
}

FITS(body_missing, any_handler(w, has_no_body))
FITS(body_twice, any_handler(w, has_two_bodies))
FITS(eoi_early, any_handler(w, has_early_eoi))
FITS(eoi_missing, any_handler(w, has_no_eoi))
FITS(eoi_twice, any_handler(w, has_two_eois))

bool ioapic_mistake_eoi_at_ioapic(const struct window *w,
                                  const struct check *check,
                                  const struct finding *f)
{
    size_t i = w->first;

    (void)check;
    (void)f;
    while ((i = find_access(w, i, EV_IOAPIC_WRITE, IOAPIC_EOI)) != NOWHERE)
        if (event_at(w, i)->from != 0)
            return true;
    return false;
}

/* ---- mask, unmask ---- */

/* What the nth call of them made of the entry. */
static bool nth_mask_call(const struct window *w, unsigned function,
                          unsigned nth, uint64_t *before, uint64_t *after)
{
    size_t call, ret;
    unsigned gsi;

    if (!find_call(w, function, nth, &call, &ret))
        return false;
    gsi = mark_value_of(event_at(w, call));
    *before = ioapic_written(entry_at(w, call, gsi));
    *after = ioapic_written(entry_at(w, ret, gsi));
    return find_access(w, call, EV_IOAPIC_WRITE, IOAPIC_IOWIN) < ret;
}

static bool mask_call(const struct window *w, unsigned function,
                      uint64_t *before, uint64_t *after)
{
    return nth_mask_call(w, function, 0, before, after);
}

/* The first call did what it should, the second undid it. */
static bool toggles(const struct window *w, unsigned function, bool masks)
{
    uint64_t before, after;

    return mask_call(w, function, &before, &after) &&
           ((after & IOAPIC_RTE_MASKED) != 0) == masks &&
           nth_mask_call(w, function, 1, &before, &after) &&
           ((after & IOAPIC_RTE_MASKED) != 0) != masks;
}

bool ioapic_mistake_mask_toggles(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    (void)check;
    (void)f;
    return toggles(w, FN_MASK, true) || toggles(w, FN_UNMASK, false);
}

bool ioapic_mistake_mask_inverted(const struct window *w,
                                  const struct check *check,
                                  const struct finding *f)
{
    uint64_t before, after;

    (void)check;
    (void)f;
    return (mask_call(w, FN_MASK, &before, &after) &&
            !(after & IOAPIC_RTE_MASKED)) ||
           (mask_call(w, FN_UNMASK, &before, &after) &&
            (after & IOAPIC_RTE_MASKED));
}

static bool clobbers(const struct window *w, unsigned function)
{
    uint64_t before, after;

    return mask_call(w, function, &before, &after) &&
           ((before ^ after) & ~IOAPIC_RTE_MASKED) != 0;
}

bool ioapic_mistake_mask_clobbers(const struct window *w,
                                  const struct check *check,
                                  const struct finding *f)
{
    (void)check;
    (void)f;
    return clobbers(w, FN_MASK) || clobbers(w, FN_UNMASK);
}

/* ---- Remote IRR ---- */

/* The first answer that was wrong or read nothing; was the entry read? */
static bool bad_answer(const struct window *w, bool *read, bool *wrong)
{
    size_t call, ret;

    for (unsigned n = 0; find_call(w, FN_REMOTE_IRR, n, &call, &ret); n++) {
        *read = find_access(w, call, EV_IOAPIC_READ, IOAPIC_IOWIN) < ret;
        *wrong = mark_value_of(event_at(w, ret)) !=
                 remote_irr_at(w, ret, mark_value_of(event_at(w, call)));
        if (*wrong || !*read)
            return true;
    }
    return false;
}

bool ioapic_mistake_not_read(const struct window *w, const struct check *check,
                             const struct finding *f)
{
    bool read, wrong;

    (void)f;
    return check->todo == 5 && bad_answer(w, &read, &wrong) && !read;
}

bool ioapic_mistake_remote_irr_bit(const struct window *w,
                                   const struct check *check,
                                   const struct finding *f)
{
    bool read, wrong;

    (void)f;
    return check->todo == 5 && bad_answer(w, &read, &wrong) && read && wrong;
}

/* ---- bring-up ---- */

static unsigned writes_to(const struct window *w, unsigned unit, size_t *ret)
{
    struct entry_write write;
    unsigned n = 0;

    if (!find_call(w, FN_BRING_UP, 0, &write.at, ret))
        return 0;
    while (ioapic_next_write(w, &write, *ret))
        n += write.unit == unit;
    return n;
}

static bool is_open(const struct window *w, size_t at, unsigned gsi)
{
    return !(entry_at(w, at, gsi) & IOAPIC_RTE_MASKED);
}

bool ioapic_mistake_bring_up_chip(const struct window *w,
                                  const struct check *check,
                                  const struct finding *f)
{
    size_t ret;

    (void)check;
    (void)f;
    return writes_to(w, EVENT_IOAPIC_MACHINE, &ret) > 0 &&
           writes_to(w, EVENT_IOAPIC_SOFT, &ret) == 0 &&
           is_open(w, ret, ioapic_level_gsi(w)) &&
           ioapic_level_gsi(w) >= GSI_SOFT;
}

bool ioapic_mistake_bring_up_last(const struct window *w,
                                  const struct check *check,
                                  const struct finding *f)
{
    size_t ret;

    (void)check;
    (void)f;
    return writes_to(w, EVENT_IOAPIC_MACHINE, &ret) > 0 &&
           is_open(w, ret, LAST_PIN) && !is_open(w, ret, GSI_COM1);
}

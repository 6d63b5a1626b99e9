/*
 * labs/03-ioapic/mistakes_route.c - TODO 1 and 2: does one idea explain what
 * was found?
 *
 * What a function answers must be true of the record, or it answers no.  A
 * wrong idea shows at every call, so all calls of a window are looked at.
 * Contract: mistakes.h.
 */
#include "hw/ioapic_regs.h"
#include "judge.h"
#include "mistakes.h"
#include "plan.h"

/* ---- looking around ---- */

/* The index last written to IOREGSEL of `unit` in (from, at). */
static uint32_t index_before(const struct window *w, size_t from, size_t at,
                             unsigned unit)
{
    for (size_t i = at; i > from + 1; i--) {
        const struct event *e = event_at(w, i - 1);

        if (e->kind == EV_IOAPIC_WRITE && e->vector == unit &&
            e->reg == IOAPIC_IOREGSEL)
            return (uint32_t)e->value;
    }
    return UINT32_MAX;
}

bool ioapic_next_write(const struct window *w, struct entry_write *write,
                       size_t to)
{
    for (size_t i = write->at + 1; i < to; i++) {
        const struct event *e = event_at(w, i);

        if (e->kind != EV_IOAPIC_WRITE || e->reg != IOAPIC_IOWIN)
            continue;
        *write = (struct entry_write){
            .at = i,
            .unit = e->vector,
            .index = index_before(w, w->first, i, e->vector),
            .value = (uint32_t)e->value,
        };
        return true;
    }
    return false;
}

bool ioapic_nth_call(const struct window *w, unsigned function, unsigned nth,
                     size_t *call, size_t *ret)
{
    bool returned = find_call(w, function, nth, call, ret);

    if (!returned && *call != NOWHERE)
        *ret = w->last;
    return *call != NOWHERE;
}

/* ---- gsi_for_isa ---- */

/* One answer of gsi_for_isa: for which IRQ, what is right, what was said. */
struct answer {
    uint32_t irq, want, got;
};

typedef bool answer_test(const struct window *w, const struct answer *a);

static bool any_answer(const struct window *w, answer_test *test)
{
    size_t call, ret;

    for (unsigned n = 0; find_call(w, FN_ISA, n, &call, &ret); n++) {
        struct answer a = {.irq = mark_value_of(event_at(w, call)),
                           .got = mark_value_of(event_at(w, ret))};

        a.want = ioapic_isa_gsi(w, a.irq);
        if (a.got != a.want && test(w, &a))
            return true;
    }
    return false;
}

static bool is_own_number(const struct window *w, const struct answer *a)
{
    (void)w;
    return a->got == a->irq;
}

static bool is_of_other_bus(const struct window *w, const struct answer *a)
{
    return w->step->kind == STEP_ISA && a->irq == w->step->n[1] &&
           a->got == w->step->n[2];
}

static bool is_from_before(const struct window *w, const struct answer *a)
{
    return a->want == a->irq && a->got >= WIRED_LOW && !is_of_other_bus(w, a);
}

static bool is_zero(const struct window *w, const struct answer *a)
{
    (void)w;
    return a->want == a->irq && a->got == 0;
}

bool ioapic_mistake_override_ignored(const struct window *w,
                                     const struct check *check,
                                     const struct finding *f)
{
    (void)check;
    (void)f;
    return any_answer(w, is_own_number);
}

bool ioapic_mistake_override_bus(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    (void)check;
    (void)f;
    return any_answer(w, is_of_other_bus);
}

bool ioapic_mistake_find_stale(const struct window *w,
                               const struct check *check,
                               const struct finding *f)
{
    (void)check;
    (void)f;
    return any_answer(w, is_from_before);
}

bool ioapic_mistake_isa_zero(const struct window *w, const struct check *check,
                             const struct finding *f)
{
    (void)check;
    (void)f;
    return any_answer(w, is_zero);
}

/* ---- ioapic_route ---- */

/* One call of it, as far as it came. */
struct route {
    struct ioapic_asked asked;
    unsigned unit, pin;
};

typedef bool route_test(const struct window *w, const struct route *r);

static bool any_route(const struct window *w, route_test *test)
{
    struct route r;

    for (unsigned n = 0; n < 4; n++) {
        size_t call, ret;

        if (!ioapic_nth_call(w, FN_ROUTE, n, &call, &ret))
            return false;
        if (!ioapic_asked(w, n, &r.asked))
            r.asked =
                (struct ioapic_asked){.gsi = mark_value_of(event_at(w, call)),
                                      .entry = 0};
        r.asked.call = call;
        r.asked.ret = ret;
        r.unit =
            r.asked.gsi < GSI_SOFT ? EVENT_IOAPIC_MACHINE : EVENT_IOAPIC_SOFT;
        r.pin = r.asked.gsi % GSI_SOFT;
        if (test(w, &r))
            return true;
    }
    return false;
}

/* How often was this register written in the call?  The last value. */
static unsigned writes_of(const struct window *w, const struct route *r,
                          uint32_t index, uint32_t *value)
{
    struct entry_write write = {.at = r->asked.call};
    unsigned n = 0;

    while (ioapic_next_write(w, &write, r->asked.ret))
        if (write.unit == r->unit && write.index == index) {
            *value = write.value;
            n++;
        }
    return n;
}

static unsigned accesses_of(const struct window *w, const struct route *r,
                            unsigned unit)
{
    unsigned n = 0;

    for (size_t i = r->asked.call + 1; i < r->asked.ret; i++)
        n += event_at(w, i)->kind == EV_IOAPIC_WRITE &&
             event_at(w, i)->vector == unit;
    return n;
}

static bool is_wrong_chip(const struct window *w, const struct route *r)
{
    return accesses_of(w, r, r->unit) == 0 && accesses_of(w, r, !r->unit) > 0;
}

static bool is_gsi_as_pin(const struct window *w, const struct route *r)
{
    uint32_t value;

    return r->unit == EVENT_IOAPIC_SOFT &&
           writes_of(w, r, ioapic_rte_low(r->asked.gsi), &value) > 0;
}

static bool is_not_doubled(const struct window *w, const struct route *r)
{
    uint32_t value;

    return writes_of(w, r, ioapic_rte_low(r->pin), &value) == 0 && r->pin > 0 &&
           writes_of(w, r, IOAPIC_IOREDTBL + r->pin, &value) > 0;
}

/* A register was chosen, and then another before the first was used: somebody
 * else was at the chip. */
static bool is_disturbed(const struct window *w, const struct route *r)
{
    bool was_chosen = false;

    for (size_t i = r->asked.call + 1; i < r->asked.ret; i++) {
        const struct event *e = event_at(w, i);
        bool is_write = e->kind == EV_IOAPIC_WRITE;

        if ((!is_write && e->kind != EV_IOAPIC_READ) || e->vector != r->unit)
            continue;
        if (was_chosen && is_write && e->reg == IOAPIC_IOREGSEL)
            return true;
        was_chosen = is_write && e->reg == IOAPIC_IOREGSEL;
    }
    return false;
}

static bool lacks_high(const struct window *w, const struct route *r)
{
    uint32_t value;

    return writes_of(w, r, ioapic_rte_low(r->pin), &value) > 0 &&
           writes_of(w, r, ioapic_rte_high(r->pin), &value) == 0;
}

static bool is_without_high(const struct window *w, const struct route *r)
{
    return lacks_high(w, r) && !is_disturbed(w, r);
}

static bool is_index_lost(const struct window *w, const struct route *r)
{
    return lacks_high(w, r) && is_disturbed(w, r);
}

static bool is_not_shifted(const struct window *w, const struct route *r)
{
    uint64_t dest = field_get(r->asked.entry, IOAPIC_RTE_DEST);
    uint32_t value;

    return dest != 0 && writes_of(w, r, ioapic_rte_high(r->pin), &value) > 0 &&
           value == dest;
}

static uint64_t entry_after(const struct window *w, const struct route *r)
{
    return ioapic_written(entry_at(w, r->asked.ret, r->asked.gsi));
}

static bool was_written(const struct window *w, const struct route *r)
{
    uint32_t value;

    return r->asked.ret < w->last &&
           writes_of(w, r, ioapic_rte_low(r->pin), &value) > 0;
}

static bool is_logical(const struct window *w, const struct route *r)
{
    return was_written(w, r) && (entry_after(w, r) & IOAPIC_RTE_DEST_LOGICAL);
}

static bool is_left_masked(const struct window *w, const struct route *r)
{
    return was_written(w, r) && (entry_after(w, r) & IOAPIC_RTE_MASKED);
}

static bool has_other(const struct window *w, const struct route *r,
                      uint64_t bit)
{
    return was_written(w, r) && ((entry_after(w, r) ^ r->asked.entry) & bit);
}

static bool has_other_trigger(const struct window *w, const struct route *r)
{
    return has_other(w, r, IOAPIC_RTE_LEVEL);
}

static bool has_other_polarity(const struct window *w, const struct route *r)
{
    return has_other(w, r, IOAPIC_RTE_ACTIVE_LOW);
}

/* The first write to the high half: was the entry unmasked just before? */
static bool high_while_open(const struct window *w, const struct route *r,
                            bool opened_here)
{
    struct entry_write write = {.at = r->asked.call};

    while (ioapic_next_write(w, &write, r->asked.ret)) {
        uint64_t before = entry_at(w, write.at - 1, r->asked.gsi);
        uint64_t first = entry_at(w, r->asked.call, r->asked.gsi);

        if (write.unit != r->unit || write.index != ioapic_rte_high(r->pin))
            continue;
        return !(before & IOAPIC_RTE_MASKED) &&
               opened_here == ((first & IOAPIC_RTE_MASKED) != 0 ||
                               ioapic_written(first ^ before) != 0);
    }
    return false;
}

static bool is_low_first(const struct window *w, const struct route *r)
{
    return high_while_open(w, r, true);
}

static bool is_open_all_along(const struct window *w, const struct route *r)
{
    return high_while_open(w, r, false);
}

FITS(wrong_chip, any_route(w, is_wrong_chip))
FITS(gsi_as_pin, any_route(w, is_gsi_as_pin))
FITS(index_not_doubled, any_route(w, is_not_doubled))
FITS(index_lost, any_route(w, is_index_lost))
FITS(high_missing, any_route(w, is_without_high))
FITS(dest_not_shifted, any_route(w, is_not_shifted))
FITS(dest_logical, any_route(w, is_logical))
FITS(low_first, any_route(w, is_low_first))
FITS(not_masked_first, any_route(w, is_open_all_along))
FITS(left_masked, any_route(w, is_left_masked))
FITS(trigger, any_route(w, has_other_trigger))
FITS(polarity, any_route(w, has_other_polarity))

/* At the step's end Remote IRR still waits for the old vector's EOI. */
bool ioapic_mistake_remote_irr_stuck(const struct window *w,
                                     const struct check *check,
                                     const struct finding *f)
{
    unsigned gsi = ioapic_level_gsi(w);

    (void)check;
    (void)f;
    return w->step->kind == STEP_MOVED &&
           find_event(w, w->first, EV_EOI, w->step->v[0]) != NOWHERE &&
           find_event(w, w->first, EV_ACCEPT, w->step->v[1]) == NOWHERE &&
           remote_irr_at(w, w->last - 1, gsi) &&
           field_get(entry_at(w, w->last - 1, gsi), IOAPIC_RTE_VECTOR) ==
               w->step->v[1];
}

/*
 * labs/03-ioapic/judge.c - the demands on GSIs and entries: TODO 1 and 2.
 *
 * What the plan asks for stands first, for the mistakes and judge_serve.c as
 * well; the entries are the oracle's.  Contract: judge.h.
 */
#include "judge.h"
#include "hw/ioapic_regs.h"
#include "plan.h"

#define ROUTES 4u /* of STEP_ENTRIES */

/* ---- the plan's words ---- */

/* The machine's own devices that hold a line (scenario.c). */
static const unsigned own_level[] = {GSI_COM1, 20};

bool ioapic_has_soft(const struct window *w)
{
    return machine_lacks(w, CAP_REMOTE_IRR);
}

unsigned ioapic_level_gsi(const struct window *w)
{
    unsigned pin = (unsigned)field_get(w->step->n[0], LINE_PIN);

    return ioapic_has_soft(w) ? GSI_SOFT + pin : own_level[pin % 2];
}

bool ioapic_is_active_low(const struct window *w)
{
    return ioapic_has_soft(w) && (w->step->n[0] & LINE_ACTIVE_LOW) != 0;
}

uint32_t ioapic_isa_gsi(const struct window *w, unsigned irq)
{
    bool has_overrides =
        w->step->kind == STEP_ISA || w->step->kind == STEP_WIRED;

    if (irq == 0)
        return GSI_TIMER;
    for (unsigned i = 0; has_overrides && i < OVERRIDES; i++)
        if (w->step->v[i] == irq)
            return w->step->v[OVERRIDES + i];
    return irq;
}

uint64_t ioapic_written(uint64_t entry)
{
    return entry & ~(IOAPIC_RTE_REMOTE_IRR | IOAPIC_RTE_DELIVERY_STATUS);
}

/* ---- what ioapic_route is asked for, call by call ---- */

static uint64_t entry_of(unsigned vector, unsigned cpu, bool level, bool low)
{
    uint64_t entry = field_put(vector, IOAPIC_RTE_DEST, cpu);

    return entry | (level ? IOAPIC_RTE_LEVEL : 0) |
           (low ? IOAPIC_RTE_ACTIVE_LOW : 0);
}

static uint64_t level_entry(const struct window *w, unsigned vector,
                            unsigned cpu)
{
    return entry_of(vector, cpu, true, ioapic_is_active_low(w));
}

/* Where there is no soft line, a level is active high. */
static uint64_t nth_of_entries(const struct window *w, unsigned nth)
{
    const uint8_t *v = w->step->v;
    bool level = (v[12 + nth] & 1) != 0, low = (v[12 + nth] & 2) != 0;

    return entry_of(v[nth], v[8 + nth], level,
                    low && (ioapic_has_soft(w) || !level));
}

static uint64_t nth_entry(const struct window *w, unsigned nth)
{
    const uint8_t *v = w->step->v;

    switch (w->step->kind) {
    case STEP_ENTRIES:
        return nth_of_entries(w, nth % ROUTES);
    case STEP_CPU:
        return entry_of(v[nth % 2], 1 - nth % 2, false, false);
    case STEP_LEVEL:
        return nth == 0 ? level_entry(w, v[0], 0)
                        : entry_of(v[1], 0, false, false);
    case STEP_HELD:
        return level_entry(w, v[0], v[2]);
    case STEP_MASK_LEVEL:
    case STEP_MASK_SERVICE:
        return level_entry(w, v[0], 0);
    case STEP_MOVED:
        return level_entry(w, v[nth % 2], nth % 2);
    case STEP_WIRED:
        return entry_of(v[8 + nth % 2], 0, false, false);
    case STEP_BRING_UP:
        return entry_of(v[3], 0, false, false);
    default:
        return entry_of(v[nth % 2], 0, false, false);
    }
}

bool ioapic_asked(const struct window *w, unsigned nth,
                  struct ioapic_asked *asked)
{
    if (!find_call(w, FN_ROUTE, nth, &asked->call, &asked->ret))
        return false;
    asked->gsi = mark_value_of(event_at(w, asked->call));
    asked->entry = nth_entry(w, nth);
    return true;
}

/* ---- TODO 1 ---- */

bool ioapic_judge_isa(struct window *w)
{
    for (unsigned i = 0; i < ASKED; i++) {
        unsigned irq = w->step->v[ASKED + i];

        if (!returned(w, FN_ISA, i, ioapic_isa_gsi(w, irq), 0))
            return false;
    }
    return true;
}

/* ---- TODO 2 ---- */

static const char *half_word(uint64_t difference)
{
    if (difference & IOAPIC_RTE_VECTOR)
        return "the entry's vector";
    if (difference & IOAPIC_RTE_DEST)
        return "the entry's destination";
    if (difference & IOAPIC_RTE_MASKED)
        return "the entry's mask bit";
    if (difference & IOAPIC_RTE_DELIVERY_MODE)
        return "the entry's delivery mode";
    return "a field of the entry";
}

static bool has_fields(struct window *w, unsigned nth)
{
    struct ioapic_asked a;
    uint64_t got, differs;

    if (!require(w, ioapic_asked(w, nth, &a), w->first, EVENT_NO_VECTOR,
                 "the scenario's call did not return"))
        return false;
    got = ioapic_written(entry_at(w, a.ret, a.gsi));
    differs = got ^ a.entry;
    return require(w, differs == 0, a.ret,
                   (uint16_t)field_get(a.entry, IOAPIC_RTE_VECTOR),
                   "%s is wrong: the entry of GSI %u is 0x%llx where 0x%llx "
                   "belongs",
                   half_word(differs), a.gsi, (unsigned long long)got,
                   (unsigned long long)a.entry);
}

bool ioapic_judge_fields(struct window *w)
{
    for (unsigned i = 0; i < ROUTES; i++)
        if (!has_fields(w, i))
            return false;
    return true;
}

static bool is_alone(struct window *w, const struct ioapic_asked *a)
{
    for (unsigned gsi = 0; gsi < GSIS; gsi++) {
        bool same = ioapic_written(entry_at(w, a->call, gsi)) ==
                    ioapic_written(entry_at(w, a->ret, gsi));

        if (!require(w, same != (gsi == a->gsi), a->ret, EVENT_NO_VECTOR,
                     gsi == a->gsi
                         ? "the call for GSI %u left its entry as it was"
                         : "the call for GSI %u changed the entry of GSI %u",
                     a->gsi, gsi))
            return false;
    }
    return true;
}

bool ioapic_judge_place(struct window *w)
{
    for (unsigned i = 0; i < ROUTES; i++) {
        struct ioapic_asked a;

        if (!require(w, ioapic_asked(w, i, &a), w->first, EVENT_NO_VECTOR,
                     "the scenario's call did not return") ||
            !is_alone(w, &a))
            return false;
    }
    return true;
}

/* After each write the entry is masked, or whole: the old or the new one. */
static bool is_never_half(struct window *w, const struct ioapic_asked *a)
{
    uint64_t old = ioapic_written(entry_at(w, a->call, a->gsi));

    for (size_t i = a->call + 1; i < a->ret; i++) {
        uint64_t entry = ioapic_written(entry_at(w, i, a->gsi));

        if (event_at(w, i)->kind == EV_IOAPIC_WRITE &&
            !require(w,
                     (entry & IOAPIC_RTE_MASKED) || entry == old ||
                         entry == a->entry,
                     i, EVENT_NO_VECTOR,
                     "the entry of GSI %u is unmasked and half written: "
                     "0x%llx",
                     a->gsi, (unsigned long long)entry))
            return false;
    }
    return require(w, ioapic_written(entry_at(w, a->ret, a->gsi)) == a->entry,
                   a->ret, EVENT_NO_VECTOR,
                   "the entry of GSI %u does not hold what was asked for",
                   a->gsi);
}

bool ioapic_judge_high_first(struct window *w)
{
    unsigned count = w->step->kind == STEP_CPU ? 2 : ROUTES;

    for (unsigned i = 0; i < count; i++) {
        struct ioapic_asked a;

        if (!require(w, ioapic_asked(w, i, &a), w->first, EVENT_NO_VECTOR,
                     "the scenario's call did not return") ||
            !is_never_half(w, &a))
            return false;
    }
    return true;
}

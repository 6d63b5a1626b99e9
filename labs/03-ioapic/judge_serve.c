/*
 * labs/03-ioapic/judge_serve.c - the demands on what arrives: TODO 1, 3 to 6.
 *
 * The scripts say what the manuals make of the plan's step, event by event and
 * CPU by CPU; lines, Remote IRR and mask bits are the oracle's.
 * Contract: judge.h.
 */
#include "judge.h"
#include "hw/ioapic_regs.h"
#include "plan.h"

#define LAST_OWN 23u

/* ---- demands that several checks share ---- */

static bool require_call(struct window *w, unsigned function, unsigned nth,
                         size_t *call, size_t *ret)
{
    return require(w, find_call(w, function, nth, call, ret), w->first,
                   EVENT_NO_VECTOR, "the scenario's call did not return");
}

/* The device at `gsi` pulled its line somewhere between. */
static bool was_raised(struct window *w, unsigned gsi, size_t from, size_t to)
{
    unsigned unit = gsi < GSI_SOFT ? EVENT_IOAPIC_MACHINE : EVENT_IOAPIC_SOFT;
    bool raised = false;

    for (size_t i = from + 1; i < to; i++) {
        const struct event *e = event_at(w, i);

        raised |= e->kind == EV_IOAPIC_LINE && e->vector == unit &&
                  e->reg == gsi % GSI_SOFT;
    }
    return require(w, raised, to, EVENT_NO_VECTOR,
                   "the line of GSI %u did not move", gsi);
}

/* ---- scripts ---- */

static void window_on(struct script *s)
{
    script_mark(s, MARK_POINT, POINT_IF_ON);
}

static void window_off(struct script *s)
{
    script_mark(s, MARK_POINT, POINT_IF_OFF);
}

static void served_in_window(struct script *s, unsigned vector)
{
    window_on(s);
    script_service(s, vector);
    window_off(s);
}

static void comes(struct script *s, unsigned vector)
{
    script_accept(s, vector);
    served_in_window(s, vector);
}

static void nothing_comes(struct script *s)
{
    window_on(s);
    window_off(s);
}

static void life(struct script *s, unsigned vector)
{
    script_mark(s, MARK_POINT, POINT_LIFE);
    comes(s, vector);
}

/* What came did not come by an IPI or a timer of the student's own. */
static bool comes_from_lines(struct window *w)
{
    size_t at = find_event(w, w->first, EV_TIMER, EVENT_NO_VECTOR);

    for (unsigned cpu = 0; cpu < LAB_CPUS && at == NOWHERE; cpu++)
        at = find_send(w, w->first, cpu);
    return require(w, at == NOWHERE, at, EVENT_NO_VECTOR,
                   "an interrupt was made by the local APIC, not by a line");
}

static bool on_cpus(struct window *w, const struct script *per_cpu)
{
    return scripts_hold(w, per_cpu, LAB_CPUS) && comes_from_lines(w);
}

static bool on_cpu_0(struct window *w, const struct script *s)
{
    struct script both[LAB_CPUS] = {*s};

    return on_cpus(w, both);
}

/* ---- TODO 1 and 3 ---- */

bool ioapic_judge_wired(struct window *w)
{
    unsigned first = w->step->kind == STEP_WIRED ? ASKED : 0;
    struct script s = {0};

    comes(&s, w->step->v[first]);
    life(&s, w->step->v[first + 1]);
    return on_cpu_0(w, &s);
}

bool ioapic_judge_edge(struct window *w)
{
    struct script s = {0};

    for (unsigned i = 0; i < w->step->n[1]; i++)
        comes(&s, w->step->v[0]);
    return on_cpu_0(w, &s);
}

bool ioapic_judge_pair(struct window *w)
{
    unsigned a = w->step->v[0], b = w->step->v[1];
    struct script s = {0};

    script_accept(&s, a);
    script_accept(&s, b);
    window_on(&s);
    script_service(&s, a > b ? a : b);
    script_service(&s, a > b ? b : a);
    window_off(&s);
    return on_cpu_0(w, &s);
}

bool ioapic_judge_cpu(struct window *w)
{
    struct script s[LAB_CPUS] = {0};

    script_accept(&s[1], w->step->v[0]);
    script_service(&s[1], w->step->v[0]);
    comes(&s[0], w->step->v[1]);
    return on_cpus(w, s);
}

/* Every acceptance of `vector` set Remote IRR, every EOI cleared it.  A
 * line that is still active sets it again at once, with the next message. */
static bool follows_remote_irr(struct window *w, unsigned vector)
{
    unsigned gsi = ioapic_level_gsi(w);
    size_t i = w->first;

    while ((i = find_event(w, i, EV_ACCEPT, (uint16_t)vector)) != NOWHERE) {
        size_t eoi = find_event(w, i, EV_EOI, (uint16_t)vector);

        if (!require(w, remote_irr_at(w, i, gsi), i, (uint16_t)vector,
                     "Remote IRR is 0 after vector 0x%02x was accepted",
                     vector) ||
            !require(w, eoi != NOWHERE && remote_irr_at(w, eoi - 1, gsi), i,
                     (uint16_t)vector,
                     "Remote IRR is 0 before the EOI of vector 0x%02x",
                     vector) ||
            !require(w,
                     !remote_irr_at(w, eoi, gsi) ||
                         find_event(w, eoi, EV_ACCEPT, (uint16_t)vector) !=
                             NOWHERE,
                     eoi, (uint16_t)vector,
                     "the EOI of vector 0x%02x did not clear Remote IRR",
                     vector))
            return false;
    }
    return true;
}

bool ioapic_judge_level(struct window *w)
{
    struct script s = {0};

    comes(&s, w->step->v[0]);
    life(&s, w->step->v[1]);
    return on_cpu_0(w, &s) && follows_remote_irr(w, w->step->v[0]) &&
           was_raised(w, ioapic_level_gsi(w), w->first, w->last);
}

/* Accepted again at each EOI while the line stays active. */
bool ioapic_judge_held(struct window *w)
{
    unsigned vector = w->step->v[0], cpu = w->step->v[2] % LAB_CPUS;
    struct script s[LAB_CPUS] = {0};

    script_accept(&s[cpu], vector);
    if (cpu == 0)
        window_on(&s[0]);
    for (unsigned i = 1; i <= w->step->n[1]; i++) {
        script_service(&s[cpu], vector);
        if (i < w->step->n[1])
            script_accept(&s[cpu], vector);
    }
    if (cpu == 0)
        window_off(&s[0]);
    return on_cpus(w, s) && follows_remote_irr(w, vector);
}

/* ---- TODO 4 ---- */

bool ioapic_judge_mask_edge(struct window *w)
{
    struct script s = {0};
    size_t call, ret, open;

    nothing_comes(&s);
    life(&s, w->step->v[0]);
    return require_call(w, FN_MASK, 1, &call, &ret) &&
           require_call(w, FN_UNMASK, 0, &open, &call) &&
           was_raised(w, GSI_COM1, ret, open) && on_cpu_0(w, &s);
}

bool ioapic_judge_mask_level(struct window *w)
{
    struct script s = {0};

    nothing_comes(&s);
    comes(&s, w->step->v[0]);
    return on_cpu_0(w, &s) && follows_remote_irr(w, w->step->v[0]);
}

bool ioapic_judge_mask_service(struct window *w)
{
    struct script s = {0};

    comes(&s, w->step->v[0]);
    comes(&s, w->step->v[0]);
    return on_cpu_0(w, &s) && follows_remote_irr(w, w->step->v[0]);
}

/* The second call in a row finds it done. */
static bool moves_mask_alone(struct window *w, unsigned function, unsigned nth,
                             bool to)
{
    uint64_t changes = nth == 0 ? IOAPIC_RTE_MASKED : 0, before, after;
    size_t call, ret;
    unsigned gsi;

    if (!require_call(w, function, nth, &call, &ret))
        return false;
    gsi = mark_value_of(event_at(w, call));
    before = ioapic_written(entry_at(w, call, gsi));
    after = ioapic_written(entry_at(w, ret, gsi));
    return require(w,
                   ((after & IOAPIC_RTE_MASKED) != 0) == to &&
                       (before ^ after) == changes,
                   ret, EVENT_NO_VECTOR,
                   "%s the entry of GSI %u from 0x%llx to 0x%llx",
                   to ? "masking changed" : "unmasking changed", gsi,
                   (unsigned long long)before, (unsigned long long)after);
}

bool ioapic_judge_mask_bit(struct window *w)
{
    unsigned calls = w->step->kind == STEP_MASK_EDGE ? 2 : 1;

    for (unsigned nth = 0; nth < calls; nth++)
        if (!moves_mask_alone(w, FN_MASK, nth, true) ||
            !moves_mask_alone(w, FN_UNMASK, nth, false))
            return false;
    return true;
}

/* ---- TODO 5 and 6 ---- */

static bool read_entry(struct window *w, unsigned nth)
{
    size_t call, ret, i;

    if (!require_call(w, FN_REMOTE_IRR, nth, &call, &ret))
        return false;
    i = find_access(w, call, EV_IOAPIC_READ, IOAPIC_IOWIN);
    return require(w, i < ret, ret, EVENT_NO_VECTOR,
                   "the value was returned without reading the entry");
}

/* Before the line rises; while it waits; in the body; when all is over. */
bool ioapic_judge_remote_irr(struct window *w)
{
    for (unsigned i = 0; i < 4; i++) {
        size_t call, ret;
        bool want;

        if (!require_call(w, FN_REMOTE_IRR, i, &call, &ret))
            return false;
        want = i == 1 || i == 2;
        if (!require(w, remote_irr_at(w, ret, ioapic_level_gsi(w)) == want, ret,
                     EVENT_NO_VECTOR, "Remote IRR is %d when it is asked for",
                     !want) ||
            !returned(w, FN_REMOTE_IRR, i, want, 0) || !read_entry(w, i))
            return false;
    }
    return true;
}

static bool all_masked(struct window *w, size_t at)
{
    unsigned last = ioapic_has_soft(w) ? GSIS - 1 : LAST_OWN;

    for (unsigned gsi = 0; gsi <= last; gsi++)
        if (!require(w, (entry_at(w, at, gsi) & IOAPIC_RTE_MASKED) != 0, at,
                     EVENT_NO_VECTOR, "the entry of GSI %u is left unmasked",
                     gsi))
            return false;
    return true;
}

bool ioapic_judge_bring_up(struct window *w)
{
    struct script s = {0};
    size_t call, ret;

    nothing_comes(&s);
    life(&s, w->step->v[3]);
    return require_call(w, FN_BRING_UP, 0, &call, &ret) && all_masked(w, ret) &&
           was_raised(w, GSI_COM1, ret, w->last) && on_cpu_0(w, &s);
}

bool ioapic_judge_moved(struct window *w)
{
    struct script s[LAB_CPUS] = {0};

    comes(&s[0], w->step->v[0]);
    script_accept(&s[1], w->step->v[1]);
    script_service(&s[1], w->step->v[1]);
    return on_cpus(w, s);
}

/*
 * labs/04-smp/judge.c - part A: what each check demands of a step's record.
 *
 * The scripts say what the manual makes of the plan's step, each CPU for
 * itself: the order between CPUs is free but where a check asks for it.
 * Contract: judge.h.
 */
#include "judge.h"
#include "hw/lapic_regs.h"

/* Ticks in which a sender that polls has long noticed the last answer. */
#define PROMPT 2000u

/* ---- each CPU's script ---- */

void smp_pend(struct story *s, unsigned cpu, uint8_t vector)
{
    script_accept(&s->cpu[cpu], vector);
    s->waiting[cpu][s->count[cpu]++] = vector;
}

static uint8_t take_highest(struct story *s, unsigned cpu)
{
    uint8_t *v = s->waiting[cpu], vector;
    unsigned best = 0;

    for (unsigned i = 1; i < s->count[cpu]; i++)
        if (v[i] > v[best])
            best = i;
    vector = v[best];
    v[best] = v[--s->count[cpu]];
    return vector;
}

void smp_windows(struct story *s)
{
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++) {
        script_mark(&s->cpu[cpu], MARK_POINT, POINT_IF_ON);
        while (s->count[cpu] > 0)
            script_service(&s->cpu[cpu], take_highest(s, cpu));
        script_mark(&s->cpu[cpu], MARK_POINT, POINT_IF_OFF);
    }
}

void smp_live(struct story *s, const struct step *step)
{
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
        smp_pend(s, cpu, step->v[step->count - 1]);
    smp_windows(s);
}

bool smp_holds(struct window *w, const struct story *s)
{
    return scripts_hold(w, s->cpu, LAB_CPUS);
}

bool smp_call_of(struct window *w, unsigned function, unsigned nth,
                 size_t *call, size_t *ret)
{
    return require(w, find_call(w, function, nth, call, ret), w->first,
                   EVENT_NO_VECTOR, "the scenario's call did not return");
}

/* ---- TODO 1: commands ---- */

static unsigned mode_of(uint64_t icr)
{
    return (unsigned)field_get(icr, LAPIC_ICR_DELIVERY_MODE);
}

/* The second half of INIT on old machines; nothing to newer ones. */
static bool is_deassert(uint64_t icr)
{
    return mode_of(icr) == LAPIC_DELIVERY_INIT &&
           (icr & LAPIC_ICR_LEVEL_TRIGGERED) != 0 &&
           (icr & LAPIC_ICR_LEVEL_ASSERT) == 0;
}

/* The nth smp_start, to its return or the window's end: a command that hit the
 * wrong CPU may be the last thing seen. */
static bool start_of(struct window *w, unsigned nth, size_t *call, size_t *ret)
{
    *call = w->first;
    for (unsigned i = 0; i <= nth; i++) {
        *call = find_mark(w, *call, MARK_CALL, FN_START);
        if (!require(w, *call != NOWHERE, w->last, EVENT_NO_VECTOR,
                     "the scenario did not come to smp_start"))
            return false;
    }
    *ret = find_mark(w, *call, MARK_RETURN, FN_START);
    if (*ret == NOWHERE)
        *ret = w->last;
    return true;
}

/* INIT, SIPI and perhaps SIPI again, all to this one CPU.
 * [SDM3 8.4.4.1 "Typical BSP Initialization Sequence"] */
static bool starts(struct window *w, unsigned nth, unsigned cpu, unsigned page)
{
    size_t call, ret, i;
    unsigned sent = 0;

    if (!start_of(w, nth, &call, &ret))
        return false;
    for (i = call; (i = find_send(w, i, 0)) < ret;) {
        uint64_t icr = sent_at(w, i);
        unsigned want = sent == 0 ? LAPIC_DELIVERY_INIT : LAPIC_DELIVERY_SIPI;

        if (is_deassert(icr))
            continue;
        if (!require_equal(w, mode_of(icr), want, i, "the delivery mode") ||
            !require_equal(w, field_get(icr, LAPIC_ICR_SHORTHAND),
                           LAPIC_SHORTHAND_NONE, i, "the shorthand") ||
            !require_equal(w, icr >> 56, cpu, i, "the destination"))
            return false;
        if (sent > 0 && !require_equal(w, field_get(icr, LAPIC_ICR_VECTOR),
                                       page, i, "the page in SIPI's vector"))
            return false;
        sent++;
    }
    return require(w, ret < w->last, w->last, EVENT_NO_VECTOR,
                   "smp_start did not return") &&
           require(w, sent >= 2 && sent <= 3, ret, EVENT_NO_VECTOR,
                   "smp_start sent %u commands, not INIT and SIPI once or "
                   "twice",
                   sent);
}

bool smp_judge_commands(struct window *w)
{
    const uint8_t *v = w->step->v;

    for (unsigned i = 1; i < LAB_CPUS; i++)
        if (!starts(w, i - 1, v[i], v[i + 3]))
            return false;
    return true;
}

/* The second SIPI finds a CPU that waits no more: it may show or not. */
bool smp_judge_started(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct story s = {0};

    for (unsigned i = 1; i < LAB_CPUS; i++) {
        struct script *ap = &s.cpu[v[i]];
        size_t at = find_event_on(w, w->first, v[i], EV_SIPI, EVENT_NO_VECTOR);

        script_event(ap, EV_INIT, EVENT_NO_VECTOR);
        script_event(ap, EV_SIPI, v[i + 3]);
        if (at != NOWHERE &&
            find_event_on(w, at, v[i], EV_SIPI, EVENT_NO_VECTOR) != NOWHERE)
            script_event(ap, EV_SIPI, EVENT_NO_VECTOR);
        script_mark(ap, MARK_POINT, POINT_HERE);
    }
    return smp_holds(w, &s);
}

bool smp_judge_high_first(struct window *w)
{
    for (unsigned i = 0; i < LAB_CPUS - 1; i++) {
        size_t call, ret, high, low;

        if (!smp_call_of(w, FN_START, i, &call, &ret))
            return false;
        low = find_access_on(w, call, 0, EV_APIC_WRITE, LAPIC_ICR_LOW);
        high = find_access_on(w, call, 0, EV_APIC_WRITE, LAPIC_ICR_HIGH);
        if (!require(w, low < ret, ret, EVENT_NO_VECTOR,
                     "ICR low was not written") ||
            !require(w, high < low, low, EVENT_NO_VECTOR,
                     "ICR low was written before ICR high") ||
            !require_equal(w,
                           field_get(event_at(w, high)->value, LAPIC_ICR_DEST),
                           w->step->v[i + 1], high, "the destination"))
            return false;
    }
    return true;
}

/* Between two sends of one CPU, ICR low is read with delivery status 0. */
static bool is_idle_between(struct window *w, size_t from, size_t to)
{
    unsigned cpu = event_at(w, from)->cpu;
    size_t i = from;

    while ((i = find_access_on(w, i, cpu, EV_APIC_READ, LAPIC_ICR_LOW)) < to)
        if ((event_at(w, i)->value & LAPIC_ICR_DELIVERY_STATUS) == 0)
            return true;
    return require(w, false, to, EVENT_NO_VECTOR,
                   "CPU %u wrote ICR low a second time without having read "
                   "delivery status 0 in between",
                   cpu);
}

bool smp_judge_status(struct window *w)
{
    unsigned sent = 0;
    size_t before = NOWHERE, i = w->first;

    while ((i = find_send(w, i, 0)) != NOWHERE) {
        if (before != NOWHERE && !is_idle_between(w, before, i))
            return false;
        before = i;
        sent++;
    }
    return require(w, sent >= 2 * (LAB_CPUS - 1), w->last, EVENT_NO_VECTOR,
                   "%u commands were sent to start three APs", sent);
}

/* ---- TODO 2 ---- */

bool smp_judge_fixed(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct story s = {0};

    for (unsigned i = 2; i <= 6; i++)
        smp_pend(&s, v[i], v[i + 5]);
    smp_windows(&s);
    return smp_holds(w, &s);
}

bool smp_judge_ping_pong(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct story s = {0};

    for (unsigned i = 0; i < w->step->n[0]; i++) {
        script_accept(&s.cpu[v[2]], v[4]);
        script_service(&s.cpu[v[2]], v[4]);
        script_accept(&s.cpu[v[1]], v[3]);
        script_service(&s.cpu[v[1]], v[3]);
    }
    return smp_holds(w, &s);
}

/* ---- TODO 3 ---- */

static unsigned shorthand_of(unsigned kind)
{
    switch (kind) {
    case STEP_SELF:
        return LAPIC_SHORTHAND_SELF;
    case STEP_ALL:
        return LAPIC_SHORTHAND_ALL;
    default:
        return LAPIC_SHORTHAND_ALL_OTHERS;
    }
}

static bool is_addressed(unsigned shorthand, unsigned cpu, unsigned sender)
{
    return shorthand == LAPIC_SHORTHAND_ALL ||
           (cpu == sender) == (shorthand == LAPIC_SHORTHAND_SELF);
}

static bool sent_once(struct window *w, unsigned sender, unsigned shorthand)
{
    size_t call, ret, at, again;

    if (!smp_call_of(w, FN_BROADCAST, 0, &call, &ret))
        return false;
    at = find_send(w, call, sender);
    if (!require(w, at < ret, ret, EVENT_NO_VECTOR,
                 "ipi_broadcast did not write ICR"))
        return false;
    again = find_send(w, at, sender);
    return require_equal(w, field_get(sent_at(w, at), LAPIC_ICR_SHORTHAND),
                         shorthand, at, "the shorthand in ICR bits 19:18") &&
           require(w, again > ret, again, EVENT_NO_VECTOR,
                   "ipi_broadcast wrote ICR more than once");
}

bool smp_judge_shorthand(struct window *w)
{
    unsigned shorthand = shorthand_of(w->step->kind), sender = w->step->v[1];
    struct story s = {0};

    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
        if (is_addressed(shorthand, cpu, sender))
            smp_pend(&s, cpu, w->step->v[2]);
    smp_live(&s, w->step);
    return sent_once(w, sender, shorthand) && smp_holds(w, &s);
}

/* ---- TODO 4 ---- */

bool smp_judge_flushed(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct story s = {0};

    for (unsigned round = 2; round <= 4; round += 2)
        for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
            if (v[round] >> cpu & 1) {
                script_accept(&s.cpu[cpu], v[round + 1]);
                script_service(&s.cpu[cpu], v[round + 1]);
            }
    smp_live(&s, w->step);
    return smp_holds(w, &s);
}

static bool waits_for_all(struct window *w, unsigned nth, unsigned cpus,
                          uint8_t vector)
{
    size_t call, ret, last = 0;

    if (!require(w, find_call(w, FN_SHOOTDOWN, nth, &call, &ret), w->last,
                 vector, "shootdown_send did not return"))
        return false;
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++) {
        size_t end = find_mark_on(w, call, cpu, MARK_BODY_END, vector);

        if ((cpus >> cpu & 1) &&
            !require(w, end < ret, ret, vector,
                     "shootdown_send returned before CPU %u had flushed", cpu))
            return false;
        if ((cpus >> cpu & 1) && end > last)
            last = end;
    }
    return require(w, event_at(w, ret)->tick - event_at(w, last)->tick < PROMPT,
                   ret, vector,
                   "shootdown_send returned long after all had flushed");
}

bool smp_judge_waited(struct window *w)
{
    const uint8_t *v = w->step->v;

    return waits_for_all(w, 0, v[2], v[3]) && waits_for_all(w, 1, v[4], v[5]);
}

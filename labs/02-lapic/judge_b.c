/*
 * labs/02-lapic/judge_b.c - part B: timer, error status, spurious interrupts.
 *
 * Expiries are measured in ticks of the record, one clock of the timer each.
 * Contract: judge.h.
 */
#include "hw/lapic_regs.h"
#include "judge.h"
#include "plan.h"

/* ---- TODO 5 ---- */

/* Within 2 % of `want` clocks? */
static bool is_close(uint64_t got, uint64_t want)
{
    return got * 100 >= want * 98 && got * 100 <= want * 102;
}

/* The last write of the initial count in a call. */
static bool started(struct window *w, unsigned function, unsigned nth,
                    size_t *start, size_t *ret)
{
    size_t call, i;

    if (!lapic_call_of(w, function, nth, &call, ret))
        return false;
    *start = NOWHERE;
    for (i = call;
         (i = find_access(w, i, EV_APIC_WRITE, LAPIC_TIMER_ICR)) < *ret;)
        *start = i;
    return require(w, *start != NOWHERE, *ret, EVENT_NO_VECTOR,
                   "no initial count was written");
}

bool lapic_judge_one_shot(struct window *w)
{
    struct script s = {0};

    for (unsigned i = 0; i < 2; i++) {
        script_accept(&s, w->step->v[1]);
        script_service(&s, w->step->v[1]);
    }
    lapic_script_life(&s, w->step->v[2]);
    return lapic_holds(w, &s) &&
           require(w, count_events(w, EV_TIMER, EVENT_NO_VECTOR) == 2, w->first,
                   w->step->v[1], "not the timer made the interrupts");
}

static bool runs_out(struct window *w, size_t from, uint64_t want, size_t *at)
{
    size_t i = find_event(w, from, EV_TIMER, EVENT_NO_VECTOR);
    uint64_t got;

    if (!require(w, i != NOWHERE, from, w->step->v[1],
                 "the timer did not run out unmasked"))
        return false;
    got = event_at(w, i)->tick - event_at(w, from)->tick;
    *at = i;
    return require(w, is_close(got, want), i, w->step->v[1],
                   "the timer ran out after %llu clocks where %llu belong",
                   (unsigned long long)got, (unsigned long long)want);
}

bool lapic_judge_period(struct window *w)
{
    const uint32_t *n = w->step->n;
    size_t start, ret, at;

    for (unsigned i = 0; i < 2; i++)
        if (!started(w, FN_ONE_SHOT, i, &start, &ret) ||
            !runs_out(w, start, (uint64_t)n[2 * i] * n[2 * i + 1], &at))
            return false;
    return true;
}

/* Is `reg` written between the start and the return? */
static bool writes_after(const struct window *w, uint32_t reg, size_t start,
                         size_t ret)
{
    return find_access(w, start, EV_APIC_WRITE, reg) < ret;
}

static bool count_is_last(struct window *w, unsigned function, unsigned nth)
{
    size_t call, start, ret, lvt;

    if (!started(w, function, nth, &start, &ret) ||
        !lapic_call_of(w, function, nth, &call, &ret))
        return false;
    lvt = find_access(w, call, EV_APIC_WRITE, LAPIC_LVT_TIMER);
    return require(w, lvt < ret, start, EVENT_NO_VECTOR,
                   "the LVT entry was not written") &&
           require(w, !writes_after(w, LAPIC_LVT_TIMER, start, ret), start,
                   EVENT_NO_VECTOR,
                   "the initial count was written before the LVT entry") &&
           require(w, !writes_after(w, LAPIC_TIMER_DCR, start, ret), start,
                   EVENT_NO_VECTOR,
                   "the initial count was written before the divider");
}

bool lapic_judge_starts_last(struct window *w)
{
    return count_is_last(w, FN_ONE_SHOT, 0) && count_is_last(w, FN_ONE_SHOT, 1);
}

static unsigned expiries_before(const struct window *w, size_t end)
{
    unsigned n = 0;

    for (size_t i = w->first;
         (i = find_event(w, i, EV_TIMER, EVENT_NO_VECTOR)) < end;)
        n++;
    return n;
}

/* Each expiry's interrupt is taken and retired; a slow handler may make two
 * expiries one, so accepts are counted and not expiries; one that came after IF
 * was closed for good still pends. */
static bool each_is_served(struct window *w, uint8_t vector)
{
    unsigned accepted =
        count_events(w, EV_ACCEPT, vector) - pending_at(w, w->last, 0, vector);

    return require_equal(w, count_events(w, EV_DELIVER, vector), accepted,
                         w->first, "the number of deliveries") &&
           require_equal(w, count_events(w, EV_EOI, vector), accepted, w->first,
                         "the number of EOIs") &&
           require_equal(w, count_events(w, EV_EOI_IDLE, EVENT_NO_VECTOR), 0,
                         w->first, "the number of EOIs without an interrupt");
}

bool lapic_judge_periodic(struct window *w)
{
    const uint32_t *n = w->step->n;
    size_t start, ret, stop;

    if (!lapic_is_on(w) || !count_is_last(w, FN_PERIODIC, 0) ||
        !started(w, FN_PERIODIC, 0, &start, &ret) ||
        !lapic_call_of(w, FN_STOP, 0, &stop, &ret))
        return false;
    for (unsigned i = 0; i < n[2]; i++)
        if (!runs_out(w, start, (uint64_t)n[0] * n[1], &start))
            return false;
    return require(w, start < stop, start, w->step->v[1],
                   "the timer ran out %u times where %u belong",
                   expiries_before(w, stop), n[2]) &&
           (!w->complete || each_is_served(w, w->step->v[1]));
}

/* Nothing after the stop, although the timer had run; and life afterwards. */
bool lapic_judge_stopped(struct window *w)
{
    size_t call, ret, late, life;

    if (!lapic_call_of(w, FN_STOP, 0, &call, &ret) ||
        !require(w, expiries_before(w, call) >= 2, call, w->step->v[1],
                 "the timer was not running when it was stopped"))
        return false;
    late = find_event(w, ret, EV_TIMER, EVENT_NO_VECTOR);
    life = find_event(w, ret, EV_EOI, w->step->v[2]);
    return require(w, late == NOWHERE, late, w->step->v[1],
                   "the timer ran out after it was stopped") &&
           require(w, life != NOWHERE, w->last, w->step->v[2],
                   "vector 0x%02x, sent afterwards, was not served",
                   w->step->v[2]);
}

/* ---- TODO 6 ---- */

/* The call wrote ESR, then read it, and returned what it read. */
static bool latched(struct window *w, unsigned nth, uint64_t *value)
{
    size_t call, ret, write, read;

    if (!lapic_call_of(w, FN_ESR, nth, &call, &ret))
        return false;
    write = find_access(w, call, EV_APIC_WRITE, LAPIC_ESR);
    if (!require(w, write < ret, ret, EVENT_NO_VECTOR,
                 "lapic_esr did not write ESR"))
        return false;
    read = find_access(w, write, EV_APIC_READ, LAPIC_ESR);
    if (!require(w, read < ret, ret, EVENT_NO_VECTOR,
                 "lapic_esr did not read ESR after writing it"))
        return false;
    *value = event_at(w, read)->value;
    return require_equal(w, mark_value_of(event_at(w, ret)), *value, ret,
                         "the returned value");
}

/* The manual sets bit 5 at the sender, or bit 6 at the receiver; Bochs 2.7
 * always bit 6 (deviation illegal-vector-esr6). */
bool lapic_judge_error_status(struct window *w)
{
    uint32_t illegal = (uint32_t)(LAPIC_ESR_SEND_ILLEGAL_VECTOR |
                                  LAPIC_ESR_RECEIVE_ILLEGAL_VECTOR);
    struct script s = {0};
    uint64_t before, after, again;

    script_event(&s, EV_ILLEGAL, w->step->v[1]);
    lapic_script_life(&s, w->step->v[2]);
    return latched(w, 0, &before) && latched(w, 1, &after) &&
           latched(w, 2, &again) &&
           require_equal(w, before, 0, w->first, "ESR before the error") &&
           require(w, (after & illegal) != 0 && (after & ~illegal) == 0,
                   w->first, w->step->v[1],
                   "ESR shows no illegal vector after one was sent") &&
           require_equal(w, again, 0, w->first, "ESR at the second reading") &&
           lapic_holds(w, &s);
}

/* An empty body is the right one here, so that it is done must be said. */
static bool is_done(struct window *w, int todo)
{
    size_t at = find_mark(w, w->first, MARK_TODO, todo);

    return require(w, at == NOWHERE, at, EVENT_NO_VECTOR, "TODO %d is not done",
                   todo);
}

/* TPR rises over a request that INTR already announces; the core's next
 * acknowledge finds none that may be delivered.  Bochs 2.7 always does this;
 * real hardware may withdraw INTR in time. */
bool lapic_judge_spurious(struct window *w)
{
    const struct step *step = w->step;
    struct script s = {0};

    script_accept(&s, step->v[1]);
    script_mark(&s, MARK_POINT, POINT_IF_ON);
    lapic_script_spurious(&s, step->v[0]);
    script_mark(&s, MARK_POINT, POINT_IF_OFF);
    script_mark(&s, MARK_POINT, POINT_IF_ON);
    script_service(&s, step->v[1]);
    script_mark(&s, MARK_POINT, POINT_IF_OFF);
    return is_done(w, 6) && lapic_holds(w, &s);
}

bool lapic_judge_spurious_nested(struct window *w)
{
    const struct step *step = w->step;
    struct script s = {0};

    script_accept(&s, step->v[1]);
    script_mark(&s, MARK_POINT, POINT_IF_ON);
    script_enter(&s, step->v[1]);
    script_accept(&s, step->v[3]);
    script_mark(&s, MARK_POINT, POINT_NEST_ON);
    lapic_script_spurious(&s, step->v[0]);
    script_mark(&s, MARK_POINT, POINT_NEST_OFF);
    script_leave(&s, step->v[1]);
    script_service(&s, step->v[3]);
    script_mark(&s, MARK_POINT, POINT_IF_OFF);
    return is_done(w, 6) && lapic_holds(w, &s);
}

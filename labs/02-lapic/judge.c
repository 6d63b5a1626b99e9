/*
 * labs/02-lapic/judge.c - part A: what each check demands of a step's record.
 *
 * The scripts say what the manual makes of the plan's step, event by event.
 * Contract: judge.h.
 */
#include "judge.h"
#include "hw/lapic_regs.h"
#include "plan.h"

#define NONE_BELOW 0u /* a class that every vector is above */

static unsigned class_of(unsigned vector)
{
    return vector >> 4;
}

/* ---- what is pending, as a script is written down ---- */

struct pending {
    unsigned count;
    uint8_t v[STEP_ARGS];
};

static void pend(struct script *s, struct pending *p, uint8_t vector)
{
    script_accept(s, vector);
    p->v[p->count++] = vector;
}

/* The highest pending vector of a class above `class`; 0 when there is none. */
static uint8_t take_highest(struct pending *p, unsigned class)
{
    unsigned best = p->count;
    uint8_t vector;

    for (unsigned i = 0; i < p->count; i++)
        if (class_of(p->v[i]) > class &&
            (best == p->count || p->v[i] > p->v[best]))
            best = i;
    if (best == p->count)
        return 0;
    vector = p->v[best];
    p->v[best] = p->v[--p->count];
    return vector;
}

/* All of them above `class`, highest first, one EOI each. */
static void serve_above(struct script *s, struct pending *p, unsigned class)
{
    uint8_t vector;

    while ((vector = take_highest(p, class)) != 0)
        script_service(s, vector);
}

static void window_above(struct script *s, struct pending *p, unsigned class)
{
    script_mark(s, MARK_POINT, POINT_IF_ON);
    serve_above(s, p, class);
    script_mark(s, MARK_POINT, POINT_IF_OFF);
}

/* The spurious vector reaches its handler; nothing else follows from it. */
void lapic_script_spurious(struct script *s, unsigned vector)
{
    script_event(s, EV_INTERRUPT, vector);
    script_mark(s, MARK_STUB, vector);
}

void lapic_script_life(struct script *s, unsigned vector)
{
    script_mark(s, MARK_POINT, POINT_LIFE);
    script_accept(s, vector);
    script_mark(s, MARK_POINT, POINT_IF_ON);
    script_service(s, vector);
    script_mark(s, MARK_POINT, POINT_IF_OFF);
}

/* ---- demands that several checks share ---- */

bool lapic_call_of(struct window *w, unsigned function, unsigned nth,
                   size_t *call, size_t *ret)
{
    return require(w, find_call(w, function, nth, call, ret), w->first,
                   EVENT_NO_VECTOR, "the scenario's call did not return");
}

bool lapic_enabled_with(struct window *w, unsigned nth, uint8_t vector)
{
    uint32_t want = (uint32_t)LAPIC_SVR_ENABLE | vector;
    size_t call, ret;

    return lapic_call_of(w, FN_ENABLE, nth, &call, &ret) &&
           require_equal(w, svr_at(w, ret, 0) & 0x1ff, want, ret, "SVR");
}

/* Which vector SVR holds is lapic-enabled's affair alone. */
bool lapic_is_on(struct window *w)
{
    size_t call, ret;

    return lapic_call_of(w, FN_ENABLE, 0, &call, &ret) &&
           require(w, svr_at(w, ret, 0) & LAPIC_SVR_ENABLE, ret,
                   EVENT_NO_VECTOR, "the local APIC is software-disabled");
}

bool lapic_holds(struct window *w, const struct script *s)
{
    return lapic_is_on(w) && script_holds(w, s);
}

/* ---- TODO 1 and 2 ---- */

bool lapic_judge_enabled(struct window *w)
{
    return lapic_enabled_with(w, 0, w->step->v[0]) &&
           lapic_enabled_with(w, 1, w->step->v[1]);
}

bool lapic_judge_self_ipi_pends(struct window *w)
{
    uint8_t vector = w->step->v[1];
    size_t call, ret;

    return lapic_call_of(w, FN_SELF_IPI, 0, &call, &ret) &&
           require(w, pending_at(w, ret, 0, vector), ret, vector,
                   "vector 0x%02x is not pending after the call", vector) &&
           require(w, count_events(w, EV_ACCEPT, EVENT_NO_VECTOR) == 1, ret,
                   vector, "more than vector 0x%02x was accepted", vector);
}

bool lapic_judge_self_ipi_shorthand(struct window *w)
{
    size_t call, ret, icr;
    uint64_t value;

    if (!lapic_call_of(w, FN_SELF_IPI, 0, &call, &ret))
        return false;
    icr = find_access(w, call, EV_APIC_WRITE, LAPIC_ICR_LOW);
    if (!require(w, icr < ret, ret, w->step->v[1],
                 "lapic_self_ipi did not write ICR low"))
        return false;
    value = event_at(w, icr)->value;
    return require_equal(w, field_get(value, LAPIC_ICR_SHORTHAND),
                         LAPIC_SHORTHAND_SELF, icr, "ICR's shorthand") &&
           require_equal(w, field_get(value, LAPIC_ICR_DELIVERY_MODE),
                         LAPIC_DELIVERY_FIXED, icr, "ICR's delivery mode");
}

/* ---- TODO 3 ---- */

bool lapic_judge_burst(struct window *w)
{
    struct pending p = {0};
    struct script s = {0};

    for (unsigned i = 1; i < w->step->count; i++)
        pend(&s, &p, w->step->v[i]);
    window_above(&s, &p, NONE_BELOW);
    return lapic_holds(w, &s);
}

bool lapic_judge_eoi_zero(struct window *w)
{
    size_t i = find_access(w, w->first, EV_APIC_WRITE, LAPIC_EOI);

    if (!require(w, i != NOWHERE, w->first, EVENT_NO_VECTOR,
                 "the EOI register was never written"))
        return false;
    for (; i != NOWHERE; i = find_access(w, i, EV_APIC_WRITE, LAPIC_EOI))
        if (!require_equal(w, event_at(w, i)->value, 0, i,
                           "the value written to EOI"))
            return false;
    return true;
}

bool lapic_judge_nesting(struct window *w)
{
    const struct step *step = w->step;
    struct pending p = {0};
    struct script s = {0};

    script_accept(&s, step->v[1]);
    script_mark(&s, MARK_POINT, POINT_IF_ON);
    script_enter(&s, step->v[1]);
    for (unsigned i = 2; i < step->count; i++)
        pend(&s, &p, step->v[i]);
    script_mark(&s, MARK_POINT, POINT_NEST_ON);
    serve_above(&s, &p, class_of(step->v[1]));
    script_mark(&s, MARK_POINT, POINT_NEST_OFF);
    script_leave(&s, step->v[1]);
    serve_above(&s, &p, NONE_BELOW);
    script_mark(&s, MARK_POINT, POINT_IF_OFF);
    return lapic_holds(w, &s);
}

/* The manual holds the second back; Bochs 2.7 compares whole vectors, finds
 * out at the acknowledge, and delivers the spurious vector instead (deviation
 * same-class-spurious).  Either way it comes after the first one's EOI. */
bool lapic_judge_same_class(struct window *w)
{
    const struct step *step = w->step;
    struct script s = {0};

    script_accept(&s, step->v[1]);
    script_mark(&s, MARK_POINT, POINT_IF_ON);
    script_enter(&s, step->v[1]);
    script_accept(&s, step->v[2]);
    script_mark(&s, MARK_POINT, POINT_NEST_ON);
    if (find_event(w, w->first, EV_INTERRUPT, step->v[0]) != NOWHERE)
        lapic_script_spurious(&s, step->v[0]);
    script_mark(&s, MARK_POINT, POINT_NEST_OFF);
    script_leave(&s, step->v[1]);
    script_service(&s, step->v[2]);
    script_mark(&s, MARK_POINT, POINT_IF_OFF);
    return lapic_holds(w, &s);
}

bool lapic_judge_coalesce(struct window *w)
{
    struct pending p = {0};
    struct script s = {0};

    pend(&s, &p, w->step->v[1]);
    pend(&s, &p, w->step->v[2]);
    script_event(&s, EV_COALESCE, w->step->v[1]);
    window_above(&s, &p, NONE_BELOW);
    return lapic_holds(w, &s);
}

bool lapic_judge_behind(struct window *w)
{
    uint8_t vector = w->step->v[1];
    struct script s = {0};

    script_accept(&s, vector);
    script_mark(&s, MARK_POINT, POINT_IF_ON);
    script_enter(&s, vector);
    script_accept(&s, vector);
    if (w->step->n[0] == 2)
        script_event(&s, EV_COALESCE, vector);
    script_mark(&s, MARK_POINT, POINT_NEST_ON);
    script_mark(&s, MARK_POINT, POINT_NEST_OFF);
    script_leave(&s, vector);
    script_service(&s, vector);
    script_mark(&s, MARK_POINT, POINT_IF_OFF);
    return lapic_holds(w, &s);
}

/* ---- TODO 4 ---- */

static bool tpr_becomes(struct window *w, unsigned nth, uint8_t want)
{
    size_t call, ret;

    return lapic_call_of(w, FN_SET_TPR, nth, &call, &ret) &&
           require_equal(w, tpr_at(w, ret, 0), want, ret, "TPR");
}

bool lapic_judge_tpr_gates(struct window *w)
{
    const struct step *step = w->step;
    struct pending p = {0};
    struct script s = {0};

    for (unsigned i = 1; i <= 4; i++)
        pend(&s, &p, step->v[i]);
    for (unsigned i = 5; i <= 8; i++) {
        if (!tpr_becomes(w, i - 5, step->v[i]))
            return false;
        window_above(&s, &p, class_of(step->v[i]));
    }
    return lapic_holds(w, &s);
}

static bool tpr_returned(struct window *w, unsigned nth)
{
    size_t call, ret;

    return lapic_call_of(w, FN_TPR, nth, &call, &ret) &&
           returned(w, FN_TPR, nth, tpr_at(w, ret, 0), LAPIC_TPR);
}

static bool ppr_returned(struct window *w, unsigned nth)
{
    size_t call, ret;

    return lapic_call_of(w, FN_PPR, nth, &call, &ret) &&
           returned(w, FN_PPR, nth, ppr_at(w, ret, 0), LAPIC_PPR);
}

/* Before the interrupt, in its body under the lower and the higher TPR, and
 * after it. */
bool lapic_judge_priorities(struct window *w)
{
    return tpr_returned(w, 0) && ppr_returned(w, 0) && ppr_returned(w, 1) &&
           ppr_returned(w, 2) && tpr_returned(w, 1) && ppr_returned(w, 3);
}

static bool irr_returned(struct window *w, unsigned nth, uint8_t vector)
{
    size_t call, ret;

    return lapic_call_of(w, FN_IRR_TEST, nth, &call, &ret) &&
           returned(w, FN_IRR_TEST, nth, pending_at(w, ret, 0, vector),
                    lapic_bitmap_offset(LAPIC_IRR, vector));
}

static bool isr_returned(struct window *w, unsigned nth, uint8_t vector)
{
    size_t call, ret;

    return lapic_call_of(w, FN_ISR_TEST, nth, &call, &ret) &&
           returned(w, FN_ISR_TEST, nth, in_service_at(w, ret, 0, vector),
                    lapic_bitmap_offset(LAPIC_ISR, vector));
}

bool lapic_judge_bitmaps(struct window *w)
{
    const struct step *step = w->step;
    unsigned asked = step->count - 5u;

    for (unsigned i = 0; i < asked; i++)
        if (!irr_returned(w, i, step->v[5 + i]))
            return false;
    for (unsigned i = 0; i < 4; i++)
        if (!isr_returned(w, i, step->v[1 + i]))
            return false;
    for (unsigned i = 0; i < 4; i++)
        if (!irr_returned(w, asked + i, step->v[1 + i]))
            return false;
    return require(w, count_events(w, EV_ACCEPT, EVENT_NO_VECTOR) == 4,
                   w->first, EVENT_NO_VECTOR, "not all four vectors pended");
}

/*
 * labs/04-smp/mistakes_take.c - mistakes seen in handlers, in shoot-downs and
 * in what a CPU was set to.
 *
 * What a function answers must be true of the record, or it answers no.
 * Contract: mistakes.h.
 */
#include "hw/idt_regs.h"
#include "hw/x2apic_regs.h"
#include "judge.h"
#include "mistakes.h"
#include "plan.h"

static bool is_eoi(const struct event *e)
{
    return e != NULL && (e->kind == EV_EOI || e->kind == EV_EOI_IDLE ||
                         e->kind == EV_EOI_IGNORED);
}

/* The significant event of the same CPU before index `at`, or NOWHERE. */
static size_t before_on(const struct window *w, size_t at, unsigned cpu)
{
    for (size_t i = at; i-- > w->first;)
        if (event_at(w, i)->cpu == cpu && is_significant(w, i))
            return i;
    return NOWHERE;
}

static bool expects_mark(const struct finding *f, enum mark_kind kind)
{
    return (f->kind == FOUND_UNEXPECTED || f->kind == FOUND_MISSING) &&
           f->expected.kind == EV_MARK && f->expected.mark == kind;
}

static bool expects(const struct finding *f, enum event_kind kind)
{
    return (f->kind == FOUND_UNEXPECTED || f->kind == FOUND_MISSING) &&
           f->expected.kind == kind;
}

/* ---- the handler ---- */

bool smp_mistake_eoi_early(const struct window *w, const struct check *check,
                           const struct finding *f)
{
    (void)check;
    return expects_mark(f, MARK_BODY) && is_eoi(found_event(w, f)) &&
           find_mark_on(w, f->at, f->cpu, MARK_BODY, f->expected.vector) !=
               NOWHERE;
}

bool smp_mistake_body_not_called(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    (void)check;
    return expects_mark(f, MARK_BODY) &&
           find_mark_on(w, w->first, f->cpu, MARK_BODY, f->expected.vector) ==
               NOWHERE;
}

bool smp_mistake_body_twice(const struct window *w, const struct check *check,
                            const struct finding *f)
{
    (void)check;
    return expects(f, EV_EOI) && found_event(w, f) != NULL &&
           is_mark(found_event(w, f), MARK_BODY, f->expected.vector);
}

/* An EOI was due, the body is over, and this handler sent none. */
static bool no_eoi(const struct window *w, const struct finding *f)
{
    size_t end = f->at < w->last ? f->at : w->last;
    size_t body = before_on(w, end, f->cpu);

    return expects(f, EV_EOI) && !is_eoi(found_event(w, f)) &&
           body != NOWHERE &&
           is_mark(event_at(w, body), MARK_BODY_END, f->expected.vector);
}

bool smp_mistake_eoi_missing_here(const struct window *w,
                                  const struct check *check,
                                  const struct finding *f)
{
    bool elsewhere = false;

    (void)check;
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
        elsewhere |= cpu != f->cpu && find_event_on(w, w->first, cpu, EV_EOI,
                                                    EVENT_NO_VECTOR) != NOWHERE;
    return no_eoi(w, f) && elsewhere;
}

bool smp_mistake_eoi_missing(const struct window *w, const struct check *check,
                             const struct finding *f)
{
    (void)check;
    return no_eoi(w, f);
}

bool smp_mistake_eoi_twice(const struct window *w, const struct check *check,
                           const struct finding *f)
{
    size_t before;

    (void)check;
    if (!is_eoi(found_event(w, f)))
        return false;
    before = before_on(w, f->at, event_at(w, f->at)->cpu);
    return before != NOWHERE && is_eoi(event_at(w, before));
}

/* ---- shoot-down ---- */

/* Did a target of round `nth` flush after shootdown_send had returned? */
static bool is_early(const struct window *w, unsigned nth)
{
    unsigned set = w->step->v[2 + 2 * nth];
    uint8_t vector = w->step->v[3 + 2 * nth];
    size_t call, ret;

    if (w->step->kind != STEP_SHOOTDOWN ||
        !find_call(w, FN_SHOOTDOWN, nth, &call, &ret))
        return false;
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
        if (set >> cpu & 1) {
            size_t end = find_mark_on(w, w->first, cpu, MARK_BODY_END, vector);

            if (end != NOWHERE && end > ret)
                return true;
        }
    return false;
}

bool smp_mistake_shootdown_count(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    (void)check;
    (void)f;
    return is_early(w, 1) && !is_early(w, 0);
}

bool smp_mistake_shootdown_early(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    (void)check;
    (void)f;
    return is_early(w, 0);
}

/* The check's own words: too early would have been said first. */
bool smp_mistake_shootdown_delay(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    return check->holds == smp_judge_waited && f->kind == FOUND_RULE &&
           is_mark(found_event(w, f), MARK_RETURN, FN_SHOOTDOWN) &&
           !is_early(w, 0) && !is_early(w, 1);
}

/* Called, never returned, though each target has flushed. */
bool smp_mistake_shootdown_hangs(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    size_t call, ret, last = NOWHERE;
    unsigned nth = 0, flushed = 0, set;

    (void)check;
    (void)f;
    if (w->step->kind != STEP_SHOOTDOWN)
        return false;
    while (nth < 2 && find_call(w, FN_SHOOTDOWN, nth, &call, &ret))
        nth++;
    if (nth == 2)
        return false;
    for (size_t i = w->first;
         (i = find_mark(w, i, MARK_CALL, FN_SHOOTDOWN)) != NOWHERE;)
        last = i;
    set = w->step->v[2 + 2 * nth];
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
        if ((set >> cpu & 1) && last != NOWHERE &&
            find_mark_on(w, last, cpu, MARK_BODY_END,
                         w->step->v[3 + 2 * nth]) != NOWHERE)
            flushed |= 1u << cpu;
    return last != NOWHERE && flushed == set;
}

/* Somebody who was not to be interrupted in round `nth` was, or the other way
 * round. */
static bool wrong_targets(const struct window *w, unsigned nth)
{
    unsigned set = w->step->v[2 + 2 * nth], got = 0;
    uint8_t vector = w->step->v[3 + 2 * nth];
    size_t call, ret;

    if (!find_call(w, FN_SHOOTDOWN, nth, &call, &ret))
        return false;
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
        if (find_event_on(w, call, cpu, EV_ACCEPT, vector) != NOWHERE)
            got |= 1u << cpu;
    return got != set;
}

bool smp_mistake_shootdown_targets(const struct window *w,
                                   const struct check *check,
                                   const struct finding *f)
{
    (void)check;
    (void)f;
    return w->step->kind == STEP_SHOOTDOWN &&
           (wrong_targets(w, 0) || wrong_targets(w, 1));
}

/* ---- logical IDs ---- */

static size_t write_in(const struct window *w, size_t call, size_t ret,
                       uint32_t reg)
{
    size_t at =
        find_access_on(w, call, event_at(w, call)->cpu, EV_APIC_WRITE, reg);

    return at < ret ? at : NOWHERE;
}

bool smp_mistake_ldr_position(const struct window *w, const struct check *check,
                              const struct finding *f)
{
    size_t call = w->first, ret;

    (void)check;
    (void)f;
    while (smp_next_call(w, FN_SET_LOGICAL, &call, &ret)) {
        size_t at = write_in(w, call, ret, LAPIC_LDR);

        if (at != NOWHERE && field_get(event_at(w, at)->value, LAPIC_LDR_ID) !=
                                 mark_value_of(event_at(w, call)))
            return true;
    }
    return false;
}

bool smp_mistake_dfr_not_written(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    size_t call = w->first, ret;

    (void)check;
    (void)f;
    while (smp_next_call(w, FN_SET_LOGICAL, &call, &ret))
        if (w->step->kind == STEP_CLUSTER && ret < w->last &&
            write_in(w, call, ret, LAPIC_DFR) == NOWHERE)
            return true;
    return false;
}

bool smp_mistake_dfr_model(const struct window *w, const struct check *check,
                           const struct finding *f)
{
    uint32_t model =
        w->step->kind == STEP_CLUSTER ? LAPIC_DFR_CLUSTER : LAPIC_DFR_FLAT;
    size_t call = w->first, ret;

    (void)check;
    (void)f;
    while (smp_next_call(w, FN_SET_LOGICAL, &call, &ret)) {
        size_t at = write_in(w, call, ret, LAPIC_DFR);

        if (at != NOWHERE &&
            field_get(event_at(w, at)->value, LAPIC_DFR_MODEL) != model)
            return true;
    }
    return false;
}

/* ---- x2APIC ---- */

static size_t base_write(const struct window *w, size_t from, unsigned cpu)
{
    return find_access_on(w, from, cpu, EV_MSR_WRITE, IA32_APIC_BASE);
}

bool smp_mistake_x2_not_switched(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    size_t call = w->first, ret;

    (void)check;
    (void)f;
    while (smp_next_call(w, FN_X2_ENABLE, &call, &ret)) {
        unsigned cpu = event_at(w, call)->cpu;

        if (ret < w->last && !x2apic_at(w, ret, cpu) &&
            base_write(w, call, cpu) > ret)
            return true;
    }
    return false;
}

/* Written with another base, without EN, or without BSP on CPU 0. */
bool smp_mistake_x2_bits_lost(const struct window *w, const struct check *check,
                              const struct finding *f)
{
    (void)check;
    (void)f;
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++) {
        uint64_t rest = LAPIC_DEFAULT_BASE | IA32_APIC_BASE_EN |
                        (cpu == 0 ? IA32_APIC_BASE_BSP : 0);
        size_t at = base_write(w, w->first, cpu);

        if (at != NOWHERE &&
            (event_at(w, at)->value & ~(uint64_t)IA32_APIC_BASE_EXTD) != rest)
            return true;
    }
    return false;
}

/* #GP came with a write of one of its MSRs.
 * [SDM3 10.12.1.2 "x2APIC Register Address Space"] */
bool smp_mistake_x2_refused(const struct window *w, const struct check *check,
                            const struct finding *f)
{
    const struct event *e = found_event(w, f);

    (void)check;
    if (e->kind != EV_INTERRUPT || e->vector != VECTOR_GP)
        return false;
    for (size_t i = f->at; i-- > w->first;) {
        const struct event *before = event_at(w, i);

        if (before->cpu == e->cpu && before->kind != EV_EXCEPTION)
            return before->kind == EV_MSR_WRITE && before->reg >= x2apic_msr(0);
    }
    return false;
}

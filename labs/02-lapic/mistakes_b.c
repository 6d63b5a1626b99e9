/*
 * labs/02-lapic/mistakes_b.c - part B: the same for timer and error status.
 *
 * Contract: mistakes.h.
 */
#include "hw/lapic_regs.h"
#include "mistakes.h"
#include "plan.h"

#define DCR_CODE (LAPIC_TIMER_DCR_HIGH | LAPIC_TIMER_DCR_LOW)

/* ---- timer ---- */

/* The divide configuration register's code for `divide`. */
static uint32_t code_of(uint32_t divide)
{
    unsigned log2 = 0;

    while (divide >> log2 > 1)
        log2++;
    log2 = (log2 + 7) % 8;
    return (uint32_t)(log2 & 3) | (uint32_t)(log2 & 4) << 1;
}

/* The starting call that the finding follows: the first, unless the second had
 * begun. */
struct start {
    size_t call, ret;
    unsigned function;
    uint32_t divide;
};

static bool find_start(const struct window *w, const struct finding *f,
                       struct start *s)
{
    bool periodic = w->step->kind == STEP_PERIODIC;
    size_t call, ret;

    if (!periodic && w->step->kind != STEP_ONE_SHOT)
        return false;
    s->function = periodic ? FN_PERIODIC : FN_ONE_SHOT;
    s->divide = w->step->n[0];
    if (!find_call(w, s->function, 0, &s->call, &s->ret))
        return false;
    if (!periodic && find_call(w, s->function, 1, &call, &ret) &&
        call < lapic_place(w, f)) {
        s->call = call;
        s->ret = ret;
        s->divide = w->step->n[2];
    }
    return true;
}

static size_t start_write(const struct window *w, const struct start *s,
                          uint32_t reg)
{
    return lapic_last_write(w, reg, s->call, s->ret);
}

bool lapic_mistake_timer_masked(const struct window *w,
                                const struct check *check,
                                const struct finding *f)
{
    struct start s;
    size_t lvt;

    (void)check;
    if (!find_start(w, f, &s))
        return false;
    lvt = start_write(w, &s, LAPIC_LVT_TIMER);
    return lvt != NOWHERE && (event_at(w, lvt)->value & LAPIC_LVT_MASKED) != 0;
}

static bool timer_mode(const struct window *w, const struct finding *f,
                       unsigned kind, unsigned mode)
{
    struct start s;
    size_t lvt;

    if (w->step->kind != kind || !find_start(w, f, &s))
        return false;
    lvt = start_write(w, &s, LAPIC_LVT_TIMER);
    return lvt != NOWHERE &&
           field_get(event_at(w, lvt)->value, LAPIC_LVT_TIMER_MODE) == mode;
}

bool lapic_mistake_timer_repeats(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    (void)check;
    return f->kind != FOUND_VALUE &&
           timer_mode(w, f, STEP_ONE_SHOT, LAPIC_TIMER_PERIODIC);
}

bool lapic_mistake_timer_not_periodic(const struct window *w,
                                      const struct check *check,
                                      const struct finding *f)
{
    (void)check;
    return timer_mode(w, f, STEP_PERIODIC, LAPIC_TIMER_ONE_SHOT);
}

bool lapic_mistake_timer_count_first(const struct window *w,
                                     const struct check *check,
                                     const struct finding *f)
{
    struct start s;
    size_t count, lvt, divide;

    (void)check;
    if (!find_start(w, f, &s))
        return false;
    count = start_write(w, &s, LAPIC_TIMER_ICR);
    lvt = start_write(w, &s, LAPIC_LVT_TIMER);
    divide = start_write(w, &s, LAPIC_TIMER_DCR);
    return count != NOWHERE && ((lvt != NOWHERE && lvt > count) ||
                                (divide != NOWHERE && divide > count));
}

bool lapic_mistake_timer_divide(const struct window *w,
                                const struct check *check,
                                const struct finding *f)
{
    struct start s;
    size_t i;

    (void)check;
    if (!find_start(w, f, &s))
        return false;
    i = start_write(w, &s, LAPIC_TIMER_DCR);
    return i != NOWHERE &&
           (event_at(w, i)->value & DCR_CODE) != code_of(s.divide);
}

bool lapic_mistake_timer_divide_missing(const struct window *w,
                                        const struct check *check,
                                        const struct finding *f)
{
    struct start s;

    (void)check;
    return find_start(w, f, &s) &&
           start_write(w, &s, LAPIC_TIMER_DCR) == NOWHERE;
}

bool lapic_mistake_timer_runs_on(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    size_t call, ret;

    (void)check;
    return find_call(w, FN_STOP, 0, &call, &ret) && f->at > ret &&
           find_event(w, ret, EV_TIMER, EVENT_NO_VECTOR) != NOWHERE;
}

/* ---- ESR ---- */

bool lapic_mistake_esr_no_write(const struct window *w,
                                const struct check *check,
                                const struct finding *f)
{
    size_t call, ret, read;

    (void)check;
    if (!is_mark(found_event(w, f), MARK_RETURN, FN_ESR) ||
        !lapic_call_around(w, f, FN_ESR, &call, &ret))
        return false;
    read = lapic_access_between(w, EV_APIC_READ, LAPIC_ESR, LAPIC_ESR + 1, call,
                                ret);
    return read != NOWHERE &&
           lapic_access_between(w, EV_APIC_WRITE, LAPIC_ESR, LAPIC_ESR + 1,
                                call, read) == NOWHERE;
}

/* The second write makes what came since the first readable: nothing. */
bool lapic_mistake_esr_written_twice(const struct window *w,
                                     const struct check *check,
                                     const struct finding *f)
{
    size_t call, ret, read, write;

    (void)check;
    if (!find_call(w, FN_ESR, 1, &call, &ret) || w->step->kind != STEP_ERROR ||
        f->kind != FOUND_RULE)
        return false;
    write = find_access(w, call, EV_APIC_WRITE, LAPIC_ESR);
    read = write < ret ? lapic_access_between(w, EV_APIC_READ, LAPIC_ESR,
                                              LAPIC_ESR + 1, write, ret)
                       : NOWHERE;
    return read != NOWHERE &&
           lapic_access_between(w, EV_APIC_WRITE, LAPIC_ESR, LAPIC_ESR + 1,
                                write, read) != NOWHERE;
}

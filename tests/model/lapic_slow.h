/*
 * tests/model/lapic_slow.h - a second, deliberately different local APIC for
 * lapic_walk_test.c: arrays of bools scanned from one end to the other, fields
 * instead of registers, and a timer that takes one clock at a time.
 *
 * Written from the manual's text, not from the model; slow on purpose.  It
 * knows the entries timer, LINT0, error and perf, and self-IPIs alone.
 */
#ifndef LAPIC_SLOW_H
#define LAPIC_SLOW_H

#include <stdbool.h>
#include <stdint.h>

enum slow_source {
    SLOW_TIMER,
    SLOW_LINT0,
    SLOW_ERROR,
    SLOW_PERF,
    SLOW_SOURCES
};

struct slow_entry {
    unsigned vector, delivery, timer_mode;
    bool masked, level, remote_irr;
};

struct slow {
    bool irr[256], isr[256], tmr[256];
    bool error[8], shown[8];
    bool enabled, suppress;
    unsigned tpr_class, tpr_low, spurious;
    struct slow_entry entry[SLOW_SOURCES];
    uint32_t initial, count;
    unsigned divisor, prescaler;
    uint64_t clock, deadline;
};

static bool slow_ask(struct slow *s, enum slow_source source);

static void slow_error(struct slow *s, unsigned bit)
{
    bool was_there = s->error[bit];

    s->error[bit] = true;
    if (!was_there)
        slow_ask(s, SLOW_ERROR);
}

/* True when the request was taken into IRR, or was there. */
static bool slow_arrive(struct slow *s, unsigned vector, bool level)
{
    if (!s->enabled)
        return false;
    if (vector <= 15) {
        slow_error(s, 6);
        return false;
    }
    s->irr[vector] = true;
    s->tmr[vector] = level;
    return true;
}

/* One of the local sources asks. */
static bool slow_ask(struct slow *s, enum slow_source source)
{
    struct slow_entry *e = &s->entry[source];
    bool level = source == SLOW_LINT0 && e->level && e->delivery == 0;

    if (e->masked || e->remote_irr)
        return false;
    if (source == SLOW_PERF)
        e->masked = true;
    if (e->delivery != 0 || !slow_arrive(s, e->vector, level))
        return false;
    e->remote_irr = level;
    return true;
}

/* The last true one from below; 0 when there is none. */
static unsigned slow_last(const bool *set)
{
    unsigned last = 0;

    for (unsigned v = 0; v < 256; v++)
        if (set[v])
            last = v;
    return last;
}

static unsigned slow_ppr(const struct slow *s)
{
    unsigned service_class = slow_last(s->isr) / 16;

    if (service_class > s->tpr_class)
        return service_class * 16;
    return s->tpr_class * 16 + s->tpr_low;
}

static bool slow_intr(const struct slow *s)
{
    unsigned v = slow_last(s->irr);

    return s->enabled && v != 0 && v / 16 > slow_ppr(s) / 16;
}

static unsigned slow_acknowledge(struct slow *s)
{
    unsigned v = slow_last(s->irr);

    if (!slow_intr(s))
        return s->spurious;
    s->irr[v] = false;
    s->isr[v] = true;
    return v;
}

/* Vector retired, 0 for none; `tell` says whether the I/O APICs hear of it. */
static unsigned slow_eoi(struct slow *s, bool *tell)
{
    unsigned v = slow_last(s->isr);

    s->isr[v] = false;
    *tell = v != 0 && s->tmr[v] && !s->suppress;
    if (v != 0 && s->entry[SLOW_LINT0].vector == v)
        s->entry[SLOW_LINT0].remote_irr = false;
    return v;
}

static void slow_svr(struct slow *s, bool enabled, bool suppress, unsigned v)
{
    s->enabled = enabled;
    s->suppress = suppress;
    s->spurious = v;
    for (int i = 0; i < SLOW_SOURCES; i++)
        s->entry[i].masked = s->entry[i].masked || !enabled;
}

static void slow_entry_write(struct slow *s, enum slow_source source,
                             struct slow_entry e)
{
    struct slow_entry *old = &s->entry[source];

    e.remote_irr = old->remote_irr && e.level && e.delivery == 0;
    e.masked = e.masked || !s->enabled;
    if (e.timer_mode != old->timer_mode) {
        s->count = 0;
        s->deadline = 0;
    }
    *old = e;
}

static void slow_self_ipi(struct slow *s, unsigned vector)
{
    if (vector >= 16) {
        slow_arrive(s, vector, false);
        return;
    }
    slow_error(s, 5);
    slow_error(s, 6);
}

static void slow_esr_write(struct slow *s)
{
    for (int i = 0; i < 8; i++) {
        s->shown[i] = s->error[i];
        s->error[i] = false;
    }
}

static void slow_initial(struct slow *s, uint32_t count)
{
    if (s->entry[SLOW_TIMER].timer_mode >= 2)
        return;
    s->initial = s->count = count;
    s->prescaler = 0;
}

static void slow_divide(struct slow *s, unsigned divisor)
{
    if (divisor != s->divisor)
        s->prescaler = 0;
    s->divisor = divisor;
}

static void slow_deadline(struct slow *s, uint64_t tsc)
{
    if (s->entry[SLOW_TIMER].timer_mode == 2)
        s->deadline = tsc;
}

/* Looks at the deadline: true when it has been reached. */
static bool slow_deadline_due(struct slow *s)
{
    if (s->deadline == 0 || s->clock < s->deadline)
        return false;
    s->deadline = 0;
    slow_ask(s, SLOW_TIMER);
    return true;
}

/* One clock.  True when the count ran out. */
static bool slow_clock(struct slow *s)
{
    s->clock++;
    if (s->count == 0 || ++s->prescaler < s->divisor)
        return false;
    s->prescaler = 0;
    if (--s->count != 0)
        return false;
    if (s->entry[SLOW_TIMER].timer_mode == 1)
        s->count = s->initial;
    slow_ask(s, SLOW_TIMER);
    return true;
}

#endif

/*
 * grader/src/soft_marks.c - MARK_SOFT to EV_IOAPIC_x.  Contract: soft_marks.h.
 */
#include <stdlib.h>
#include <string.h>
#include "memory.h"
#include "soft_marks.h"

enum soft_op soft_op(const struct event *mark)
{
    return (enum soft_op)field_get(mark_arg(mark), MARK_SOFT_OP);
}

unsigned soft_detail(const struct event *mark)
{
    return (unsigned)field_get(mark_arg(mark), MARK_SOFT_DETAIL);
}

/* The kind of event that a mark stands for; EV_MARK: none. */
static enum event_kind kind_of(const struct event *e)
{
    if (e->kind != EV_MARK || mark_kind(e) != MARK_SOFT)
        return EV_MARK;
    switch (soft_op(e)) {
    case SOFT_WRITE:
        return EV_IOAPIC_WRITE;
    case SOFT_READ:
        return EV_IOAPIC_READ;
    case SOFT_LINE:
        return EV_IOAPIC_LINE;
    default:
        return EV_MARK;
    }
}

static struct event event_of(const struct event *mark)
{
    return (struct event){
        .tick = mark->tick,
        .kind = (uint8_t)kind_of(mark),
        .cpu = mark->cpu,
        .vector = EVENT_IOAPIC_SOFT,
        .reg = soft_detail(mark),
        .value = mark_data(mark),
        .from = mark->from,
    };
}

static bool is_soft(const struct event *e)
{
    return (e->kind == EV_IOAPIC_WRITE || e->kind == EV_IOAPIC_READ ||
            e->kind == EV_IOAPIC_LINE) &&
           e->vector == EVENT_IOAPIC_SOFT;
}

/* A trace that was written to a file has them already. */
static size_t count_new(const struct trace *t)
{
    size_t n = 0;

    for (size_t i = 0; i < t->count; i++) {
        if (is_soft(&t->event[i]))
            return 0;
        n += kind_of(&t->event[i]) != EV_MARK;
    }
    return n;
}

void soft_marks_expand(struct trace *trace)
{
    size_t more = count_new(trace), from = trace->count, to = from + more;

    if (more == 0)
        return;
    trace->event = need(realloc(trace->event, to * sizeof *trace->event));
    trace->room = trace->count = to;
    while (to > from) {
        struct event e = trace->event[--from];

        if (kind_of(&e) != EV_MARK)
            trace->event[--to] = event_of(&e);
        trace->event[--to] = e;
    }
}

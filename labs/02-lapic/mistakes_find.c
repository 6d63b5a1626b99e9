/*
 * labs/02-lapic/mistakes_find.c - looking around in the record from where a
 * check found something.  Contract: mistakes.h.
 */
#include "mistakes.h"

bool lapic_is_eoi(const struct event *e)
{
    return e->kind == EV_EOI || e->kind == EV_EOI_IDLE ||
           e->kind == EV_EOI_IGNORED;
}

/* Bounds of the search backwards; a finding without a place is at the end. */
size_t lapic_place(const struct window *w, const struct finding *f)
{
    return f->at < w->last ? f->at : w->last;
}

size_t lapic_mark_before(const struct window *w, size_t at, enum mark_kind kind,
                         int argument)
{
    for (size_t i = at; i > w->first; i--)
        if (is_mark(event_at(w, i - 1), kind, argument))
            return i - 1;
    return NOWHERE;
}

size_t lapic_last_significant(const struct window *w, size_t at)
{
    for (size_t i = at; i > w->first; i--)
        if (is_significant(w, i - 1))
            return i - 1;
    return NOWHERE;
}

/* The return from a handler whose body ended at `end`; where the machine does
 * not show it, the place of the finding. */
size_t lapic_return_after(const struct window *w, const struct finding *f,
                          size_t end)
{
    if (machine_lacks(w, CAP_RETURN_RECORD))
        return lapic_place(w, f);
    return find_event(w, end, EV_IRET, EVENT_NO_VECTOR);
}

/* Did the handler that began at `begin` return before `end`? */
bool lapic_returned_between(const struct window *w, size_t begin, size_t end)
{
    return find_event(w, begin, EV_IRET, EVENT_NO_VECTOR) < end;
}

/* The call of `function` that the finding is about: it ended there, or the
 * finding is between its marks. */
bool lapic_call_around(const struct window *w, const struct finding *f,
                       unsigned function, size_t *call, size_t *ret)
{
    *call = lapic_mark_before(w, lapic_place(w, f), MARK_CALL, (int)function);
    if (*call == NOWHERE)
        return false;
    *ret = find_mark(w, *call, MARK_RETURN, (int)function);
    return *ret != NOWHERE && *ret >= lapic_place(w, f);
}

size_t lapic_access_between(const struct window *w, enum event_kind kind,
                            uint32_t low, uint32_t high, size_t from, size_t to)
{
    for (size_t i = from + 1; i < to; i++) {
        const struct event *e = event_at(w, i);

        if (e->kind == kind && e->reg >= low && e->reg < high)
            return i;
    }
    return NOWHERE;
}

size_t lapic_last_write(const struct window *w, uint32_t reg, size_t from,
                        size_t to)
{
    size_t found = NOWHERE;

    for (size_t i = from; (i = find_access(w, i, EV_APIC_WRITE, reg)) < to;)
        found = i;
    return found;
}
